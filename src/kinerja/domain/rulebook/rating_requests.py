"""Rules of `rating_requests`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

ASKED_ONESELF = Rule(
    "D3.1",
    "Penilaian rekan tidak dapat diminta dari diri sendiri.",
    "Nobody asks himself for a colleague's rating.",
    "Nilai diri sendiri diisi tersendiri, dengan saveRating.",
    "One's own rating is given by itself, with saveRating.",
    "policy: nobody rates himself except in a self-assessment",
    RefusalKind.INVALID_INPUT,
)
MOST_REQUESTS = Rule(
    "D3.2",
    "Paling banyak {most} rekan dapat diminta.",
    "At most {most} colleagues can be asked.",
    "Tunggu jawaban dari yang sudah diminta.",
    "Wait for those who were asked.",
    "ours",
)
REQUEST_UNKNOWN = Rule(
    "D3.3",
    "Anda tidak diminta menilai dalam penjaringan ini.",
    "You were not asked to rate in this collection.",
    "Hanya rekan yang diminta yang dapat menjawab permintaan.",
    "Only a colleague who was asked can answer the request.",
    "ours",
)
REQUEST_ANSWERED = Rule(
    "D3.4",
    "Permintaan ini sudah berstatus {state}.",
    "This request is {state} already.",
    "Yang sudah menerima boleh tidak menilai; yang lain dapat diminta lagi dalam penjaringan berikutnya.",
    "Who accepted may leave it undone; others can be asked again in the next collection.",
    "ours",
)
PEERS_NOT_ASKED = Rule(
    "D3.5",
    "Rekan sejawat tidak diminta menilai dalam penjaringan ini.",
    "Colleagues are not asked to rate in this collection.",
    "Mintalah pejabat penilai membuka penjaringan bagi rekan sejawat.",
    "Ask the appraising officer to open a collection for colleagues.",
    "ours",
)
RULES = (ASKED_ONESELF, MOST_REQUESTS, REQUEST_UNKNOWN, REQUEST_ANSWERED, PEERS_NOT_ASKED)
