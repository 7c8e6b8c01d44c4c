export default {
  "it": {
    "audit": "Registro delle attività",
    "audit.action": "Azione",
    "audit.subject": "Oggetto",
    "audit.export": "Esporta CSV",
    "audit.verify": "Verifica la catena",
    "audit.whole": "Catena verificata: voci da {first} a {last}",
    "audit.broken": "Catena interrotta alla voce {at}:",
    "op.asked": "Richiesti",
    "op.valid": "Nuova validità",
    "op.end": "Fine",
    "op.became": "Che cosa ne è stato",
    "op.messages": "Messaggi dell'operazione",
    "op.message": "Messaggio",
    "op.turn": "non ancora"
  },
  "en": {
    "audit": "Audit trail",
    "audit.action": "Action",
    "audit.subject": "Subject",
    "audit.export": "Export CSV",
    "audit.verify": "Verify the chain",
    "audit.whole": "Chain verified: entries {first} to {last}",
    "audit.broken": "Chain broken at entry {at}:",
    "op.asked": "Asked for",
    "op.valid": "New validity",
    "op.end": "End",
    "op.became": "What became of them",
    "op.messages": "Messages of the operation",
    "op.message": "Message",
    "op.turn": "not yet"
  }
};
