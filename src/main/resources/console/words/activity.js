export default {
"audit": ["Registro delle attività", "Audit trail"],
"audit.action": ["Azione", "Action"],
"audit.subject": ["Oggetto", "Subject"],
"audit.export": ["Esporta CSV", "Export CSV"],
"audit.verify": ["Verifica la catena", "Verify the chain"],
"audit.whole": ["Catena verificata: voci da {first} a {last}", "Chain verified: entries {first} to {last}"],
"audit.broken": ["Catena interrotta alla voce {at}:", "Chain broken at entry {at}:"],
"op.asked": ["Richiesti", "Asked for"],
"op.valid": ["Nuova validità", "New validity"],
"op.became": ["Che cosa ne è stato", "What became of them"],
"op.messages": ["Messaggi dell'operazione", "Messages of the operation"],
"op.message": ["Messaggio", "Message"],
"op.turn": ["non ancora", "not yet"]
};
