"""The legal forms that end company names, as they fold, by jurisdiction."""

from __future__ import annotations

# "|" separates forms. A form may be several words; the longest that fits counts.
LEGAL_FORMS_TABLE = """
United States, Canada, Commonwealth:
inc | incorporated | corp | corporation | co | cos | company | ltd | limited | unlimited | llc | lc | llp | lllp
lp | plc | pllc | pc | pa | pl | ltd co | chtd | chartered | limited liability company
limited liability partnership | limited liability co | limited partnership | general partnership
professional corporation | professional association | professional limited liability company | a corporation
a partnership | a professional corporation | public limited | public limited company | co inc | co llc | co lp
co ltd | co limited | company inc | company llc | company ltd | company limited | company incorporated | corp ltd
corporation ltd | corporation limited | cic | cio | inc ltee | ltee | limitee | senc | sencrl | sencrl srl | pty
pty ltd | pty limited | proprietary limited | proprietary ltd | rf npc | npc | nfp | pbc | na | pvt | pvt ltd
pvt limited | private limited | private ltd | p ltd | pte | pte ltd | pte limited | co pte ltd | co pvt ltd | plt
bhd | sdn bhd | berhad | sendirian berhad
Asia:
tbk | kk | kabushiki kaisha | kabushiki gaisha | godo kaisha | gk | yk | yugen kaisha | pcl
public company limited | public company ltd | public co ltd | jsc | joint stock company | joint stock co | jsb
ooo
Germany, Austria, Switzerland:
ag | gmbh | ggmbh | mbh | ug | ug haftungsbeschrankt | kg | kgaa | ohg | gbr | eg | ev | ek | aktiengesellschaft
gesellschaft mbh | gesmbh | gesellschaft mit beschrankter haftung | kommanditgesellschaft | eingetragener verein
partgmbb | gmbh and co kg | gmbh and co kgaa | gmbh and co ohg | gmbh co kg | ag and co kg | ag and co kgaa
and co kg | and co kgaa | se and co kg | se and co kgaa | ltd and co kg | se
France, Belgium, Luxembourg, francophone Africa:
sa | sas | sasu | sarl | sarlu | suarl | eurl | snc | sca | scs | scp | gie | selarl | scrl | sprl | bvba | cvba
asbl | aisbl | vzw | ivzw | sarl au | sarlau | societe anonyme | societe a responsabilite limitee | sa nv | nv sa
societe par actions simplifiee | spa
Italy, Spain, Portugal, Latin America:
srl | srls | scarl | societa per azioni | societa a responsabilita limitata | onlus | sl | slu | slp | sau | sll
sa de cv | sab de cv | sapi de cv | sapib de cv | s de rl | s de rl de cv | srl de cv | sa cv | sc | ac | sa esp
eirl | ltda | lda | limitada | cia | cia ltda | y cia | y cia ltda | compania limitada | sociedad anonima
sociedad anonima de capital variable | sociedad de responsabilidad limitada | sociedad limitada
sociedade anonima | c por a | ca | saic | sacif | saci | saa | sac | compania anonima | sgps | sgps sa | eireli
unipessoal lda
Netherlands, Nordic and Baltic countries:
bv | nv | cv | vof | besloten vennootschap | naamloze vennootschap | ab | publ | ab publ | aktiebolag | hb | asa
as | ans | aps | ivs | oy | oyj | oy ab | abp | osakeyhtio | aksjeselskap | aktieselskab | amba | hf | ehf | ohf
uab | sia | ou
Eastern Europe, Turkey, Russia and its neighbours:
sp zoo | sp z oo | spolka zoo | spolka z oo | spolka akcyjna | sp k | sp j | sp zoo sp k | sp z oo sp k | sro
spol sro | kft | zrt | nyrt | rt | bt | doo | dd | dno | ad | ead | ood | eood | asi | ltd sti | anonim sirketi
limited sirketi | oao | zao | pao | ao | ojsc | pjsc | cjsc | tov | too | prat | pat | vat | fgup | gup | nao
ejsc | public joint stock company | open joint stock company | closed joint stock company | ae | epe | ike
Arab countries, Iran, Israel:
wll | bsc | bsc closed | ksc | kscc | kscp | ksc closed | qsc | qpsc | saog | saoc | spc | psc | sal | sal holding
sal offshore | sak | sae | fze | fzc | fzco | fz llc | fzllc | fcz | fz co | dmcc | dwc llc | llc fz | llc spc
"""

# Forms that in small letters are words, and so count only when they are written as a form: "AS", "S.A.", "SpA".
NEEDS_CAPITALS_TABLE = """
ab ac ad ae ag ao as asa asi bt bv ca cia cic cio cos cv dd doo ead eg ehf ek epe ev gie gk gup hb hf ike jsb kg
kk lc lda lp ltda nao nfp npc nv ood ooo ou oy pa pat pbc pc pl plt prat psc publ rt sa saa sac sae sak sal sas
sau sc sca scs se sia sl sll slp spa spc too tov ug vat vof yk
"""
