export default {
"dead.none": ["Niente da sistemare", "Nothing to put right"],
"dead.last": ["Ultime dieci operazioni", "The last ten operations"],
"dead.groups": ["{n} gruppo|{n} gruppi", "{n} group|{n} groups"],
"dead.count": ["Quanti", "Count"],
"dead.ages": ["Da – a", "Oldest – newest"],
"dead.since": ["Da quando", "Since"],
"dead.words": ["Parole del dettaglio", "Words of the detail"],
"dead.note": ["Nota", "Note"],
"dead.note.of": ["Nota del gruppo {group}", "Note on the group {group}"],
"dead.note.like": ["Se ne occupa Anna", "Anna is on it"],
"dead.tick": ["Scegli", "Tick"],
"dead.tick.one": ["Scegli {id}", "Tick {id}"],
"dead.all": ["Tutti i {n} che corrispondono", "All {n} that match"],
"dead.ticked": ["{n} scelto|{n} scelti", "{n} ticked|{n} ticked"]
};
