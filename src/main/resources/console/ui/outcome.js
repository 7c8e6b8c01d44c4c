// What becomes of a message, as it comes.
import {html, useEffect, useState} from '../lib/dom.js';
import {get} from '../lib/api.js';
import {num, t, word} from '../lib/words.js';
import {Badge, KINDS, linked, Objection} from './parts.js';

const ENDS = ['ACCEPTED', 'DELIVERED', 'UNDELIVERED', 'DEAD', 'CANCELLED'];

/** The message with an id: its state and attempts, asked for every second until it is done. */
export function Outcome({id}) {
  const [message, setMessage] = useState();
  const [problem, setProblem] = useState();
  useEffect(() => {
    let ended = false;
    const look = async () => {
      try {
        const found = (await get('/messages/' + encodeURIComponent(id))).messages[0];
        if (!ended) {
          setProblem();
          setMessage(found);
          ended = ENDS.includes(found.state);
        }
      } catch (failure) {
        setProblem(failure);
      }
      if (!ended) {
        setTimeout(look, 1000);
      }
    };
    look();
    return () => {
      ended = true;
    };
  }, [id]);
  const last = message?.attempts?.[message.attempts.length - 1];
  return html`<div class=${'box ' + (KINDS[message?.state] || (last?.detail ? 'warn' : ''))} role="status">
    <p><${Badge} of=${message?.state || 'QUEUED'} /> ${linked(id, ['messages', id])}</p>
    ${message?.reason && html`<p>${word('state', message.reason)}${message.detail && message.detail !== last?.detail ? ': ' + message.detail : ''}</p>`}
    <ul>${(message?.attempts || []).map((one) => html`<li>${t('attempt', {number: one.number, account: one.account})}
      ${one.endedAt ? html`: ${word('state', one.outcome)}, ${num(new Date(one.endedAt) - new Date(one.begunAt))} ms${one.detail ? ' · ' + one.detail : ''}` : '…'}</li>`)}</ul>
    <${Objection} problem=${problem} />
  </div>`;
}
