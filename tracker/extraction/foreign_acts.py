"""The verbs and nouns of a contract in the other languages that are read; fewer and plainer than the English ones."""

from __future__ import annotations

from tracker.extraction.rules import Rule

_GAP = r"(?:[^\s,;.]+\s+){0,4}?"

FOREIGN_RULES: dict[str, tuple[Rule, ...]] = {
    "fr": (
        Rule(
            "end",
            "SY",
            "act",
            "termination",
            r"(?:rompu|résilié\w*|mis\s+fin\s+(?:à|au)|met\s+fin\s+(?:à|au)|suspendu\w*|annulé\w*"
            r"|n'a\s+pas\s+(?:été\s+)?renouvelé\w*|congédié\w*)",
        ),
        Rule("renew", "SY", "act", "renewal", r"(?:renouvel(?:é|le|er)\w*|prolong(?:é|e|er)\w*|reconduit\w*)"),
        Rule(
            "hire",
            "CF",
            "act",
            "new",
            r"(?:engag(?:é|e|ent)\w*|recrut(?:é|e|ent)\w*|embauch(?:é|e)\w*|retenu\w*|mandat(?:é|e)\b"
            r"|s'est\s+(?:offert|attaché|adjoint)\s+les\s+services"
            r"|(?:est|offert)\s+(?:offert\s+)?les\s+services|fai(?:t|sant)\s+appel\s+à|a\s+eu\s+recours\s+à"
            r"|choisi|loué\s+les\s+services|confié)",
        ),
        Rule(
            "sign", "SY", "act", "new", r"(?:sign(?:é|e|ent|er)\b|conclu\w*|pass(?:é|e)\s+(?:un\s+)?(?:contrat|accord))"
        ),
        Rule(
            "pay",
            "CF",
            "pay",
            "unknown",
            r"(?:pay(?:é|e|er|era)\w*|paie(?:ra)?|vers(?:é|e|er|era)\w*|débours(?:é|e)\w*)",
        ),
        Rule("receive", "FC", "pay", "unknown", r"(?:re[çc](?:u|oit|evra)\w*|touch(?:é|e|era)\w*|percev\w+|perçu\w*)"),
        Rule(
            "represent",
            "FC",
            "relation",
            "unknown",
            r"(?:représent(?:e|é|er|ant|era)\w*|défend(?:re|u)?\w*|doit\s+aider|aider(?:a)?"
            r"|conseill(?:e|er|era)\w*)",
        ),
        Rule("deal", "SY", "deal", "unknown", r"(?:contrats?|accords?|mandats?|conventions?|honoraires)"),
    ),
    "es": (
        Rule(
            "end",
            "SY",
            "act",
            "termination",
            r"(?:rescindi\w+|termin[óo]\b|puso\s+fin\s+a|cancel[óo]\b|suspend\w+|no\s+renov\w+"
            r"|despid\w+|rompi[óo])",
        ),
        Rule("renew", "SY", "act", "renewal", r"(?:renov(?:ó|ado|ada|ar)|prorrog\w+|prolong\w+|extendi[óo])"),
        Rule(
            "hire",
            "CF",
            "act",
            "new",
            r"(?:contrat(?:ó|ado|ada|aron|a|ar)\b|recurri(?:ó|do)\s+a|fich(?:ó|ado)|emple(?:ó|ado)|encarg(?:ó"
            r"|ado)\s+a|acudi(?:ó|do)\s+a|eligi[óo])",
        ),
        Rule(
            "sign",
            "SY",
            "act",
            "new",
            r"(?:firm(?:ó|ado|aron|a|ar)\b|suscribi(?:ó|eron)|cerr[óo]\s+un\s+(?:acuerdo|contrato))",
        ),
        Rule("pay", "CF", "pay", "unknown", r"(?:pag(?:ó|a|ará|ado|aron|ar)\b|desembols\w+|abon(?:ó|a|ará))"),
        Rule("receive", "FC", "pay", "unknown", r"(?:recib(?:ió|e|irá|ido)|cobr(?:ó|a|ará|ado)\b|percibi\w+)"),
        Rule(
            "represent",
            "FC",
            "relation",
            "unknown",
            r"(?:represent(?:a|ar|ará|ando)\b|asesor(?:a|ar|ará)\b|cabilde\w+|ayudar(?:á)?\s+a)",
        ),
        Rule("deal", "SY", "deal", "unknown", r"(?:contratos?|acuerdos?|convenios?|honorarios)"),
    ),
    "it": (
        Rule(
            "end",
            "SY",
            "act",
            "termination",
            r"(?:rescis\w+|risolto|interrott\w+|sospes\w+|disdett\w+|non\s+(?:ha\s+)?rinnovat\w+"
            r"|finito\s+il\s+contratto|annullat\w+)",
        ),
        Rule("renew", "SY", "act", "renewal", r"(?:rinnovat\w+|rinnova\b|prorogat\w+|prolungat\w+|esteso)"),
        Rule(
            "hire",
            "CF",
            "act",
            "new",
            r"(?:ingaggiat\w+|ingaggia\b|assunt[oa]\b|assolda\w*|incaricat\w+|affidat\w+\s+a(?:llo|lla|l)?"
            r"|si\s+è\s+(?:rivolt|affidat)\w+|scelto|reclutat\w+)",
        ),
        Rule("sign", "SY", "act", "new", r"(?:firmat[oa]\b|firma\b|siglat\w+|stipulat\w+|sottoscritt\w+|concluso)"),
        Rule("pay", "CF", "pay", "unknown", r"(?:pagat\w+|paga\b|pagherà|versat\w+|verserà|sborsat\w+)"),
        Rule("receive", "FC", "pay", "unknown", r"(?:ricevut\w+|riceve\b|riceverà|incassat\w+|percepi\w+)"),
        Rule(
            "represent",
            "FC",
            "relation",
            "unknown",
            r"(?:rappresent(?:a|erà|are|ando)\b|assiste\b|consiglia\b|aiuter\w+)",
        ),
        Rule("deal", "SY", "deal", "unknown", r"(?:contratt[oi]|accord[oi]|incaric(?:o|hi)|onorari[oi]?)"),
    ),
    "pt": (
        Rule(
            "end",
            "SY",
            "act",
            "termination",
            r"(?:rescindi\w+|encerrou|rompeu|cancelou|suspendeu|não\s+renovou|dispensou)",
        ),
        Rule("renew", "SY", "act", "renewal", r"(?:renovou|renovado|prorrogou|prorrogado|estendeu|prolongou)"),
        Rule(
            "hire",
            "CF",
            "act",
            "new",
            r"(?:contratou|contrata\b|contratado|contratada|contrataram|recorreu\s+(?:a|à|ao)"
            r"|escolheu|empregou|encarregou)",
        ),
        Rule(
            "sign",
            "SY",
            "act",
            "new",
            r"(?:assinou|assina\b|assinado|assinaram|firmou|fechou\s+(?:um\s+)?(?:contrato|acordo)"
            r"|celebrou)",
        ),
        Rule("pay", "CF", "pay", "unknown", r"(?:pagou|paga\b|pagará|pagar\b|desembolsou|vai\s+pagar)"),
        Rule("receive", "FC", "pay", "unknown", r"(?:recebeu|recebe\b|receberá|vai\s+receber|cobrou|cobra\b)"),
        Rule(
            "represent",
            "FC",
            "relation",
            "unknown",
            r"(?:representa(?:r|rá|ndo)?\b|assessora\w*|defende\w*|ajudar(?:á)?\s+a)",
        ),
        Rule("deal", "SY", "deal", "unknown", r"(?:contratos?|acordos?|honorários)"),
    ),
    "de": (
        Rule(
            "end",
            "SY",
            "act",
            "termination",
            r"(?:gekündigt|kündigte|beendet\w*|aufgelöst|ausgesetzt|trennt(?:e)?\s+sich\s+von"
            r"|nicht\s+verlängert)",
        ),
        Rule("renew", "SY", "act", "renewal", r"(?:verlänger(?:t|te|n)\b|erneuert\w*)"),
        Rule(
            "hire",
            "CF",
            "act",
            "new",
            r"(?:engagiert\w*|beauftragt\w*|angeheuert|heuert\w*\s+"
            + _GAP
            + r"an\b|verpflichtet\w*|angestellt|mandatiert\w*|eingeschaltet)",
        ),
        Rule(
            "sign",
            "SY",
            "act",
            "new",
            r"(?:unterzeichnet\w*|unterschrieb\w*|abgeschlossen|schloss\b|geschlossen|vereinbart\w*)",
        ),
        Rule("pay", "CF", "pay", "unknown", r"(?:zahlt\w*|bezahlt\w*|gezahlt|zahlen\b|überw(?:ies|iesen))"),
        Rule(
            "receive", "FC", "pay", "unknown", r"(?:erh(?:ält|ielt|alten)\b|bekommt\b|bekam\b|kassiert\w*|verdient\w*)"
        ),
        Rule(
            "represent", "FC", "relation", "unknown", r"(?:vertritt|vertreten\b|vertrat|berät|beraten\b|lobbyiert\w*)"
        ),
        Rule(
            "deal",
            "SY",
            "deal",
            "unknown",
            r"(?:Vertrag|Verträge|Vertrags|Abkommen|Vereinbarung|Mandat|Honorar|Auftrag)",
        ),
    ),
    "tr": (
        Rule(
            "end",
            "SY",
            "act",
            "termination",
            r"(?:feshet\w+|sonlandır\w+|sona\s+er(?:di|dir\w+)|iptal\s+et\w+|yenileme(?:di|dik\w+)"
            r"|askıya\s+al\w+)",
        ),
        Rule("renew", "SY", "act", "renewal", r"(?:yenile(?:di|ndi|yen|mek)\w*|uzat(?:tı|ıldı|an)\w*)"),
        Rule(
            "hire",
            "SY",
            "act",
            "new",
            r"(?:tuttu|kirala(?:dı|yan)|görevlendir(?:di|en)|anlaştı|anlaşma\s+yaptı|işe\s+aldı"
            r"|çalışmaya\s+başla\w+)",
        ),
        Rule("sign", "SY", "act", "new", r"(?:imzala(?:dı|ndı|yan|mış)\w*|sözleşme\s+yap\w+)"),
        Rule("pay", "SY", "pay", "unknown", r"(?:öde(?:di|yecek|yen|nen|necek|me\s+yap)\w*)"),
        Rule(
            "represent",
            "FC",
            "relation",
            "unknown",
            r"(?:temsil\s+e(?:den|diyor|decek|tti)\w*|lobi\s+faaliyet\w+|danışmanlık)",
        ),
        Rule("deal", "SY", "deal", "unknown", r"(?:sözleşme\w*|anlaşma\w*|kontrat\w*)"),
    ),
}
