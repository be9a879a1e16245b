# ruff: noqa: E501
"""The world as tiles: every country one square, as near to its neighbours as a grid lets it.

A map of areas hides the small states that lobby most; here each is as large as the next.
"""

from __future__ import annotations

_ROWS = """
.. .. .. .. .. .. .. .. .. .. .. GL
.. .. .. .. .. .. .. .. .. .. .. .. .. IS
.. CA .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. NO SE .. EE FI .. .. .. RU
.. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. LV
.. .. .. .. .. .. .. .. .. .. .. .. .. .. IM GB .. .. DK .. .. LT BY
.. .. .. .. .. .. .. .. .. .. .. .. .. .. IE GG BE NL DE CZ PL
.. .. .. .. .. .. .. .. .. .. .. .. .. .. .. JE .. LU LI AT HU SK MD UA .. .. .. KZ
.. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. FR CH SI HR BA RS RO .. .. .. .. .. .. .. .. MN
.. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. AD MC SM IT ME XK BG .. GE .. .. UZ KG
.. US .. .. .. .. .. .. .. .. .. .. .. .. PT ES .. .. VA .. AL MK .. TR AM AZ TM .. TJ .. .. .. .. .. KP
.. .. .. .. .. .. .. .. .. .. .. .. .. .. .. GI .. .. TN MT .. GR CY LB SY .. .. AF .. .. .. CN .. .. KR JP
.. .. .. .. .. .. .. .. .. BM .. .. .. .. MA .. .. .. .. .. .. .. .. PS JO IQ IR .. PK
.. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. DZ .. .. LY .. .. EG IL .. KW BH .. .. NP BT
.. .. .. .. .. .. BS .. .. .. .. .. .. EH .. .. .. .. .. .. .. .. .. .. SA QA AE .. .. .. BD .. .. TW
.. MX .. .. .. CU .. TC DO VG .. .. .. .. MR .. .. .. .. .. .. .. .. .. .. .. OM .. .. IN .. MM MO HK
.. .. .. BZ .. KY JM HT PR AI AG .. .. .. .. ML .. .. NE .. .. .. .. .. .. .. .. .. .. .. .. LA
.. .. GT HN NI .. .. .. .. KN DM LC CV GM SN BF .. .. .. .. TD .. SD .. ER YE .. .. .. .. .. TH VN .. .. .. MP
.. .. .. SV CR .. .. AW CW GD VC BB .. GW GN GH BJ NG .. .. .. .. .. .. DJ .. .. .. .. .. .. .. KH PH .. .. GU
.. .. .. .. .. PA .. .. VE TT GY .. .. SL LR CI TG .. CM .. CF .. SS .. ET SO .. .. .. LK .. .. .. BN .. PW .. FM MH
.. .. .. .. .. .. .. CO .. .. .. SR .. .. .. .. .. ST GQ .. .. .. .. UG KE .. .. .. MV .. .. MY SG .. .. .. .. .. KI
.. .. .. .. .. EC .. .. .. .. .. .. .. .. .. .. .. .. GA CG .. CD BI RW .. .. SC .. .. .. .. .. .. ID .. .. .. .. NR
.. .. .. .. .. .. PE .. .. .. .. BR .. .. .. .. .. .. .. .. .. .. .. TZ .. .. .. .. .. .. .. .. .. .. TL .. PG SB .. TV
.. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. AO .. ZM MW KM .. .. .. .. .. .. .. .. .. .. .. .. .. .. WS AS
.. .. .. .. .. .. .. .. .. BO .. .. .. .. .. .. .. .. .. .. .. .. ZW MZ .. MG .. .. .. .. .. .. .. .. .. .. .. .. VU FJ .. PF
.. .. .. .. .. .. .. .. .. .. PY .. .. .. .. .. .. .. .. NA .. BW LS SZ .. .. MU .. .. .. .. .. .. .. .. AU .. .. NC TO CK
.. .. .. .. .. .. .. CL .. AR .. UY .. .. .. .. .. .. .. .. .. ZA
.. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. NZ
"""

TILES: dict[str, tuple[int, int]] = {
    code: (column, row)
    for row, line in enumerate(_ROWS.strip("\n").split("\n"))
    for column, code in enumerate(line.split())
    if code != ".."
}
"""Country code → (column, row)."""

COLUMNS = 42
ROWS = len(_ROWS.strip("\n").split("\n"))
