import {html, useEffect, useState} from '../lib/dom.js';
import {may, post, usePoll} from '../lib/api.js';
import {money, t} from '../lib/words.js';
import {Outcome} from '../ui/outcome.js';
import {Button, Card, choices, Field, Form, Page, useErrors} from '../ui/parts.js';

// Counts for whoever has not written a number yet.
const ANYBODY = '+393330000001';

export default function Send({query}) {
  const [values, setValues] = useState({to: query.to || '', account: query.account || '', text: query.text || '', sendAt: '', validUntil: '', reference: ''});
  const [preview, setPreview] = useState();
  const [ids, setIds] = useState([]);
  const accounts = usePoll(may('viewer') ? '/accounts' : null, 0).data || [];
  const set = (name) => (value) => setValues((now) => ({...now, [name]: value}));

  useEffect(() => {
    if (!values.text || !may('sender')) {
      setPreview();
      return undefined;
    }
    let late = false;
    const timer = setTimeout(async () => {
      const ask = (to) => post('/messages/preview', {to, text: values.text, ...(values.account ? {account: values.account} : {})});
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

  async function send() {
    const missing = Object.fromEntries(['to', 'text'].filter((name) => !values[name].trim()).map((name) => [name, () => t('missing')]));
    fail(missing);
    if (Object.keys(missing).length) {
      return;
    }
    const body = {to: values.to.trim(), text: values.text};
    ['account', 'reference'].forEach((name) => values[name].trim() && (body[name] = values[name].trim()));
    ['sendAt', 'validUntil'].forEach((name) => values[name] && (body[name] = new Date(values[name]).toISOString()));
    try {
      setIds([...(await post('/messages', body)).messages.map((one) => one.id), ...ids]);
      setValues({...values, text: '', reference: ''});
    } catch (problem) {
      fail({[problem.field in values ? problem.field : '']: () => problem.beside});
    }
  }

  const labels = {to: t('send.to'), text: t('send.text'), account: t('account.use'), sendAt: t('send.at'), validUntil: t('send.until'), reference: t('send.reference')};
  const {errors, fail, wrong} = useErrors('s-', (name) => labels[name]);
  const field = (name, more) => html`<${Field} id=${'s-' + name} label=${labels[name]} value=${values[name]} onInput=${set(name)} error=${errors[name]} ...${more} />`;
  return html`<${Page} title=${t('send.title')}>
    <div class="two">
      <${Form} class="card" noValidate onSubmit=${send}>
        ${wrong}
        ${field('to', {type: 'tel', required: true, placeholder: '+39 333 0000001'})}
        ${accounts.length > 0 && field('account', {options: choices(accounts.filter((one) => one.enabled), t('send.account.usual'))})}
        ${field('text', {rows: 5, required: true})}
        <${Counter} text=${values.text} preview=${preview} />
        <div class="pair">
          ${field('sendAt', {type: 'datetime-local', note: t('send.at.note')})}
          ${field('validUntil', {type: 'datetime-local', note: t('send.until.note')})}
          ${field('reference', {note: t('send.reference.note'), maxLength: 200})}
        </div>
        <footer><${Button} need="sender" kind="primary" type="submit">${t('send.go')}<//></footer>
      <//>
      <div class="form"><${Card} title=${t('send.outcome')}>
        ${ids.length ? ids.map((id) => html`<${Outcome} key=${id} id=${id} />`) : html`<p class="hint">${t('send.outcome.none')}</p>`}
      <//></div>
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
      ${preview.cost && html` · <b>${money(preview.cost, preview.currency)}</b>`} · ${preview.account}</p>
    ${forced && text.slice(forced.at, end) === forced.character && html`<p>${t(unicode ? 'send.forced' : 'send.replaced', {character: forced.character, code: forced.codePoint})}</p>
      <p class="text">${text.slice(0, forced.at)}<mark>${forced.character}</mark>${text.slice(end)}</p>`}
  </div>`;
}

/** What fits in so many SMS. */
const most = (unicode, segments) => segments * (unicode ? (segments > 1 ? 67 : 70) : segments > 1 ? 153 : 160);
