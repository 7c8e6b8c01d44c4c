import {html, useState} from '../lib/dom.js';
import {ask, post, usePoll, who} from '../lib/api.js';
import {span, t, when} from '../lib/words.js';
import {Asked, Badge, Button, Confirm, Copy, Dialog, Field, Objection, Page, Table, Time, Wrong, toast} from '../ui/parts.js';

const LICENCES = [['Staffetta', 'Apache-2.0'], ['Preact 11.2.0', 'MIT'], ['htm 3.1.1', 'Apache-2.0']];

export default function Admin() {
  return html`<${Page} title=${t('nav.admin')}><${Hold} /><${Tokens} /><div class="two"><${Alerts} /><${About} /></div><//>`;
}

/** The kill switch of all sending. */
function Hold() {
  const poll = usePoll('/v1/hold', 5000);
  const [open, setOpen] = useState(false);
  return html`<section class="card"><${Asked} poll=${poll}>${(hold) => html`
    <header><h2>${t('admin.hold')}</h2>${hold.held
    ? html`<${Button} need="operator" kind="primary" onClick=${async () => {
      await ask('POST', '/v1/hold/resume');
      poll.reload();
    }}>${t('admin.hold.resume')}<//>`
    : html`<${Button} need="operator" kind="danger" onClick=${() => setOpen(true)}>${t('admin.hold.place')}<//>`}</header>
    <p class=${hold.held ? 'box bad' : ''}>${hold.held ? t('admin.held', {time: when(hold.since), why: hold.reason}) : t('admin.sending')}</p>`}<//>
    ${open ? html`<${Confirm} ask=${{title: t('admin.hold.place'), text: t('admin.hold.text'), yes: t('admin.hold.place'), kind: 'danger', why: 'must'}}
      onClose=${() => setOpen(false)} onYes=${async (why) => {
    await post('/v1/hold', {why});
    poll.reload();
  }} />` : null}
  </section>`;
}

function Tokens() {
  const me = who.use();
  const poll = usePoll(me?.role === 'admin' ? '/v1/tokens' : null, 15000);
  const [open, setOpen] = useState();
  const change = (one, what) => async () => {
    await ask('POST', `/v1/tokens/${one.id}/${what}`);
    poll.reload();
  };
  const limits = (one) => [one.perMinute && t('admin.per.minute', {n: one.perMinute}), one.perDay && t('admin.per.day', {n: one.perDay, today: one.today})].filter(Boolean).join(', ') || t('admin.no.limit');
  return html`<section class="card"><header><h2>${t('admin.tokens')}</h2><${Button} need="admin" kind="primary" onClick=${() => setOpen({add: true})}>${t('admin.token.new')}<//></header>
    ${me && me.role !== 'admin' ? html`<p class="hint">${t('needs.role', {role: t('role.admin')})}</p>` : html`<${Asked} poll=${poll}>${({tokens}) => html`<${Table} rows=${tokens} rowKey=${(one) => one.id} empty=${t('admin.token.none')} columns=${[
    {name: t('admin.name'), cell: (one) => html`<b>${one.name}</b>${one.kind === 'test' ? html` <span class="badge">${t('admin.test')}</span>` : null}<br /><small>${one.prefix}…</small>`},
    {name: t('admin.role'), cell: (one) => t('role.' + one.role)},
    {name: t('admin.may'), cell: (one) => [...one.accounts, ...one.senders].join(', ') || t('all')},
    {name: t('admin.limits'), cell: limits},
    {name: t('admin.used'), cell: (one) => html`<${Time} at=${one.lastUsedAt} />`},
    {name: t('admin.state'), cell: (one) => html`<${Badge} of=${one.enabled ? 'open' : 'disabled'} />${one.expiresAt ? html`<br /><small>${t('admin.expires', {time: when(one.expiresAt)})}</small>` : null}`},
    {name: '', cell: (one) => html`<span class="actions"><${Button} kind="small" need="admin" onClick=${change(one, one.enabled ? 'disable' : 'enable')}>${t(one.enabled ? 'admin.disable' : 'admin.enable')}<//>
      <${Button} kind="small danger" need="admin" onClick=${() => setOpen({revoke: one})}>${t('admin.revoke')}<//></span>`},
  ]} />`}<//>`}
    ${open?.add ? html`<${NewToken} onClose=${() => setOpen()} onMade=${poll.reload} />` : null}
    ${open?.revoke ? html`<${Confirm} ask=${{title: t('admin.revoke'), text: t('admin.revoke.text', {name: open.revoke.name}), yes: t('admin.revoke'), kind: 'danger', why: 'may'}} onClose=${() => setOpen()} onYes=${async (why) => {
    await ask('DELETE', '/v1/tokens/' + open.revoke.id + (why ? '?' + new URLSearchParams({why}) : ''));
    toast(t('admin.revoked', {name: open.revoke.name}));
    poll.reload();
  }} />` : null}
  </section>`;
}

/** Its token is shown once, here. */
function NewToken({onClose, onMade}) {
  const [values, setValues] = useState({name: '', role: 'sender', kind: 'live', accounts: '', senders: '', perMinute: '', perDay: '', expiresAt: ''});
  const [errors, setErrors] = useState({});
  const [tries, setTries] = useState(0);
  const [made, setMade] = useState();
  if (made) {
    return html`<${Dialog} title=${t('admin.token.made', {name: made.name})} onClose=${onClose}>
      <p class="box warn">${t('admin.token.once')}</p><${Copy} text=${made.token} />
      <footer><${Button} kind="primary" onClick=${onClose}>${t('admin.token.kept')}<//></footer><//>`;
  }
  const labels = {name: t('admin.name'), role: t('admin.role'), kind: t('admin.kind'), accounts: t('admin.accounts'), senders: t('admin.senders'), perMinute: t('admin.minute'), perDay: t('admin.day'), expiresAt: t('admin.until')};
  const field = (name, more) => html`<${Field} id=${'t-' + name} label=${labels[name]} value=${values[name]} onInput=${(value) => setValues((now) => ({...now, [name]: value}))} error=${errors[name]} ...${more} />`;
  return html`<${Dialog} title=${t('admin.token.new')} wide onClose=${onClose}><form noValidate onSubmit=${async (event) => {
    event.preventDefault();
    const body = {name: values.name.trim(), role: values.role, kind: values.kind};
    ['accounts', 'senders'].forEach((name) => values[name].trim() && (body[name] = values[name].split(',').map((one) => one.trim()).filter(Boolean)));
    ['perMinute', 'perDay'].forEach((name) => values[name] !== '' && (body[name] = Number(values[name])));
    if (values.expiresAt) {
      body.expiresAt = new Date(values.expiresAt).toISOString();
    }
    try {
      setMade(await post('/v1/tokens', body));
      onMade();
    } catch (problem) {
      setErrors(problem.code === 'name_taken' ? {name: t('admin.name.taken')} : {[problem.field in values ? problem.field : '']: problem.rule || problem.words});
      setTries(tries + 1);
    }
  }}>
    <${Wrong} count=${tries} errors=${Object.entries(errors).map(([name, words]) => [name && 't-' + name, (name ? labels[name] + ': ' : '') + words])} />
    <div class="pair">
      ${field('name', {required: true, note: t('admin.name.note'), autofocus: true})}
      ${field('role', {options: ['sender', 'viewer', 'operator', 'admin'].map((one) => [one, t('role.' + one)]), note: t('admin.role.note.' + values.role)})}
      ${field('kind', {options: [['live', t('admin.live')], ['test', t('admin.kind.test')]]})}
      ${field('accounts', {note: t('admin.empty.all')})}
      ${field('senders', {note: t('admin.empty.all')})}
      ${field('perMinute', {type: 'number', min: 1, note: t('admin.empty.none')})}
      ${field('perDay', {type: 'number', min: 1, note: t('admin.empty.none')})}
      ${field('expiresAt', {type: 'datetime-local', note: t('admin.empty.never')})}
    </div>
    <footer><${Button} onClick=${onClose}>${t('cancel')}<//><button class="primary" type="submit">${t('admin.token.make')}</button></footer>
  </form><//>`;
}

function Alerts() {
  const poll = usePoll('/v1/alerts', 5000);
  const [tested, setTested] = useState();
  const [problem, setProblem] = useState();
  return html`<section class="card"><header><h2>${t('admin.alerts')}</h2><${Button} need="admin" onClick=${async () => {
    setProblem();
    setTested();
    try {
      setTested((await ask('POST', '/v1/alerts/test', {timeout: 60000})).data.receivers);
    } catch (failure) {
      setProblem(failure.code === 'no_alert_receivers' ? t('admin.alerts.nobody') : failure);
    }
    poll.reload();
  }}>${t('admin.alerts.test')}<//></header>
    <${Objection} problem=${problem} />
    ${tested ? html`<ul class="list" role="status">${tested.map((one) => html`<li class=${'box ' + (one.told ? 'good' : 'bad')}>${one.name} ${one.to}: ${one.told ? t('admin.alerts.told') : one.failure}</li>`)}</ul>` : null}
    <${Asked} poll=${poll}>${({receivers, reachAnybody}) => reachAnybody ? html`<${Table} rows=${receivers} rowKey=${(one) => one.name + one.to} columns=${[
    {name: t('admin.receiver'), cell: (one) => html`${one.name}<br /><small>${one.to}</small>`},
    {name: t('admin.last'), cell: (one) => html`<${Time} at=${one.lastToldAt} />`},
    {name: t('admin.failure'), cell: (one) => one.failure ? html`${one.failure} <small><${Time} at=${one.failedAt} /></small>` : '–'},
  ]} />` : html`<p class="box warn">${t(who.get()?.sandbox ? 'admin.alerts.sandbox' : 'admin.alerts.nobody')}</p>`}<//>
  </section>`;
}

function About() {
  const me = who.use();
  const retention = usePoll('/v1/retention', 30000);
  const nodes = usePoll('/v1/nodes', 15000);
  const kept = /^PT(\d+)H$/.exec(me?.messagesKeptFor || '');
  return html`<section class="card"><h2>${t('admin.about')}</h2><dl class="facts">
    <dt>${t('admin.version')}</dt><dd>Staffetta ${me?.version}</dd>
    <dt>${t('admin.kept')}</dt><dd>${kept ? t('admin.days', {n: Math.round(kept[1] / 24)}) : t('admin.ever')}</dd>
    ${retention.data ? html`<dt>${t('admin.retention')}</dt><dd>${retention.data.held ? html`<p class="box warn">${t('admin.retention.held', {time: when(retention.data.since)})} ${retention.data.reason}</p>
      <${Button} need="operator" onClick=${async () => {
    await ask('POST', '/v1/retention/resume');
    retention.reload();
  }}>${t('admin.retention.resume')}<//>` : t('admin.retention.on')}</dd>` : null}
    ${nodes.data ? html`<dt>${t('admin.nodes')}</dt><dd>${nodes.data.nodes.map((one) => html`<div>${one.name} <${Badge} group="admin.node" of=${one.state} kind=${one.state === 'ALIVE' ? 'good' : one.state === 'SILENT' ? 'bad' : ''} /> <small>${t('admin.up', {time: span(one.startedAt)})}</small></div>`)}</dd>` : null}
    <dt>${t('admin.licences')}</dt><dd>${LICENCES.map(([name, licence]) => html`<div>${name} <small>${licence}</small></div>`)}</dd>
  </dl></section>`;
}
