import {html, useEffect, useState} from '../lib/dom.js';
import {may, post, usePoll} from '../lib/api.js';
import {money, t} from '../lib/words.js';
import {Outcome} from '../ui/outcome.js';
import {Button, Field, Page, Wrong} from '../ui/parts.js';

// Counts for whoever has not written a number yet.
const ANYBODY = '+393330000001';

/** An instant as a field for dates has it, in the time of this browser. */
const iso = (local) => new Date(local).toISOString();

export default function Send({query}) {
  const [values, setValues] = useState({to: query.to || '', account: query.account || '', text: query.text || '', sendAt: '', validUntil: '', reference: ''});
  const [preview, setPreview] = useState();
  const [errors, setErrors] = useState({});
  const [tries, setTries] = useState(0);
  const [ids, setIds] = useState([]);
  const accounts = usePoll(may('viewer') ? '/v1/accounts' : null, 0).data || [];
  const set = (name) => (value) => setValues((now) => ({...now, [name]: value}));

  useEffect(() => {
    if (!values.text || !may('sender')) {
      setPreview();
      return undefined;
    }
    let late = false;
    const timer = setTimeout(async () => {
      const ask = (to) => post('/v1/messages/preview', {to, text: values.text, ...(values.account ? {account: values.account} : {})});
      try {
        const found = await ask(values.to.trim() || ANYBODY).catch(() => ask(ANYBODY));
        if (!late) {
          setPreview(found.messages[0]);
        }
      } catch {
        setPreview();
      }
    }, 250);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [values.text, values.account, values.to]);

  async function send(event) {
    event.preventDefault();
    const missing = Object.fromEntries(['to', 'text'].filter((name) => !values[name].trim()).map((name) => [name, t('send.missing')]));
    setTries(tries + 1);
    setErrors(missing);
    if (Object.keys(missing).length) {
      return;
    }
    const body = {to: values.to.trim(), text: values.text};
    ['account', 'reference'].forEach((name) => values[name].trim() && (body[name] = values[name].trim()));
    ['sendAt', 'validUntil'].forEach((name) => values[name] && (body[name] = iso(values[name])));
    try {
      setIds([...(await post('/v1/messages', body)).messages.map((one) => one.id), ...ids]);
      setValues({...values, text: '', reference: ''});
    } catch (problem) {
      setErrors({[problem.field in values ? problem.field : '']: problem.field && problem.rule ? problem.rule : problem.words});
      setTries(tries + 2);
    }
  }

  const labels = {to: t('send.to'), text: t('send.text'), account: t('send.account'), sendAt: t('send.at'), validUntil: t('send.until'), reference: t('send.reference')};
  const field = (name, more) => html`<${Field} id=${'s-' + name} label=${labels[name]} value=${values[name]} onInput=${set(name)} error=${errors[name]} ...${more} />`;
  return html`<${Page} title=${t('send.title')}>
    <div class="two">
      <form class="card" noValidate onSubmit=${send}>
        <${Wrong} count=${tries} errors=${Object.entries(errors).map(([name, words]) => [name && 's-' + name, (name ? labels[name] + ': ' : '') + words])} />
        ${field('to', {type: 'tel', required: true, placeholder: '+39 333 0000001'})}
        ${accounts.length ? field('account', {options: [['', t('send.account.usual')], ...accounts.filter((one) => one.enabled).map((one) => [one.id, one.description + ' (' + one.id + ')'])]}) : null}
        ${field('text', {rows: 5, required: true})}
        <${Counter} text=${values.text} preview=${preview} />
        <div class="pair">
          ${field('sendAt', {type: 'datetime-local', note: t('send.at.note')})}
          ${field('validUntil', {type: 'datetime-local', note: t('send.until.note')})}
          ${field('reference', {note: t('send.reference.note'), maxLength: 200})}
        </div>
        <footer><${Button} need="sender" kind="primary" type="submit">${t('send.go')}<//></footer>
      </form>
      <div class="form"><section class="card"><h2>${t('send.outcome')}</h2>
        ${ids.length ? ids.map((id) => html`<${Outcome} key=${id} id=${id} />`) : html`<p class="hint">${t('send.outcome.none')}</p>`}
      </section></div>
    </div>
  <//>`;
}

/** How many SMS a text takes, and why: the character that forces another alphabet is marked in it. */
function Counter({text, preview}) {
  if (!preview || !text) {
    return html`<p class="hint" role="status">${t('send.count.none')}</p>`;
  }
  const forced = preview.forcedBy;
  const end = forced && forced.at + forced.character.length;
  const unicode = preview.alphabet === 'UCS-2';
  return html`<div class="box" role="status">
    <p><b>${t('send.parts', {n: preview.segments})}</b> · ${preview.alphabet} · ${t('send.length', {n: preview.length, most: most(unicode, preview.segments)})}
      ${preview.cost ? html` · <b>${money(preview.cost, preview.currency)}</b>` : null} · ${preview.account}</p>
    ${forced && text.slice(forced.at, end) === forced.character ? html`<p>${t(unicode ? 'send.forced' : 'send.replaced', {character: forced.character, code: forced.codePoint})}</p>
      <p class="text">${text.slice(0, forced.at)}<mark>${forced.character}</mark>${text.slice(end)}</p>` : null}
  </div>`;
}

/** What fits in so many SMS. */
const most = (unicode, segments) => segments * (unicode ? (segments > 1 ? 67 : 70) : segments > 1 ? 153 : 160);
