import {html, useEffect, useState} from '../lib/dom.js';
import {ask, download, post, save, usePoll, withQuery} from '../lib/api.js';
import {go, link} from '../lib/router.js';
import {has, money, num, span, t, when, word} from '../lib/words.js';
import {Asked, Badge, Button, Field, Objection, Page, Table, Time, toast} from '../ui/parts.js';
import {Demo, Pages, Sure} from '../ui/work.js';

const SPREADS = ['', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'PT8H'];
const SLOW = 600000;
const EXAMPLE = 'to,text,reference\n+393330000001,Ciao Anna,example-1\n+393330000002,Ciao Bruno,example-2\n';

/** The batches, and the way to make one of a file; or one of them. */
export default function Batches({path: [id], query}) {
  return id ? html`<${One} key=${id} id=${id} />` : html`<${All} query=${query} />`;
}

function All({query}) {
  const poll = usePoll(withQuery('/v1/batches', {limit: 20, ...query}), 2000);
  return html`<${Page} title=${t('nav.batches')} at=${poll.at} problem=${poll.data && poll.problem}>
    <${New} />
    <${Asked} poll=${poll}>${(data) => html`<${Table} caption=${t('nav.batches')} rows=${data.batches} rowKey=${(one) => one.id} empty=${html`<h2>${t('bat.none')}</h2><p>${t('bat.none.text')}</p><${Button} onClick=${() => save(new Blob([EXAMPLE], {type: 'text/csv'}), 'example.csv')}>${t('bat.example')}<//><${Demo} />`} columns=${[
    {name: t('bat.file'), cell: (one) => html`<a href=${link(['batches', one.id])}>${one.name}</a>`},
    {name: t('state'), cell: (one) => html`<${State} of=${one} />`},
    {name: t('op.progress'), cell: (one) => html`<${Far} of=${one} />`},
    {name: t('bat.rejected'), number: true, cell: (one) => num(one.rejected)},
    {name: t('state.ACCEPTED'), number: true, cell: (one) => num(one.accepted)},
    {name: t('state.DEAD'), number: true, cell: (one) => num(one.dead)},
    {name: t('bat.created'), cell: (one) => html`<${Time} at=${one.createdAt} />`},
  ]} /><${Pages} page="batches" query=${query} next=${data.next} />`}<//>
  <//>`;
}

const State = ({of}) => html`<${Badge} of=${of.paused ? 'paused' : of.state} kind=${of.state === 'DONE' ? 'good' : undefined} /> ${of.waitsFor || of.detail ? html`<small>${of.waitsFor || of.detail}</small>` : null}`;

/** Rows that are taken, then messages that have ended. */
function Far({of}) {
  if (of.rows === undefined) {
    return '–';
  }
  const sending = of.position >= of.rows;
  const [done, total] = sending ? [of.ended, of.messages] : [of.position, of.rows];
  return html`<progress max=${total || 1} value=${total ? done : 1} aria-label=${t('op.progress')} />
    <small>${t(sending ? 'bat.sent' : 'bat.taken', {done, total})}${of.secondsLeft ? ' · ' + t('op.left', {time: span(0, of.secondsLeft * 1000)}) : ''}</small>`;
}

/** A file is chosen or dropped, looked through, and sent. */
function New() {
  const [file, setFile] = useState();
  const [over, setOver] = useState(false);
  const [form, setForm] = useState({at: '', spread: ''});
  const [found, setFound] = useState();
  const [problem, setProblem] = useState();
  const query = file && {name: file.name, sendAt: form.at && new Date(form.at).toISOString(), spread: form.spread};
  const sent = {body: file, type: 'application/octet-stream', timeout: SLOW};
  useEffect(() => {
    let gone = false;
    if (file) {
      setProblem();
      ask('POST', withQuery('/v1/batches/check', query), sent)
        .then(({data}) => gone || setFound(data), (failure) => gone || (setFound(), setProblem(failure)));
    }
    return () => {
      gone = true;
    };
  }, [file, form]);
  const choose = (next) => {
    setFound();
    setProblem();
    setFile(next);
  };
  const send = async () => {
    const {data} = await ask('POST', withQuery('/v1/batches', query), sent);
    go(['batches', data.id]);
  };
  return html`<section class="card">
    <div class=${'drop' + (over ? ' over' : '')} onDragOver=${(event) => {
    event.preventDefault();
    setOver(true);
  }} onDragLeave=${() => setOver(false)} onDrop=${(event) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  }}><input id="file" class="unseen" type="file" accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.xml" onInput=${(event) => choose(event.target.files[0])} />
      <label for="file" class="button">${t('bat.choose')}</label><span>${t('bat.drop')}</span><small>${t('bat.kinds')}</small></div>
    <${Objection} problem=${problem} />
    ${file && !found && !problem ? html`<p class="wait" role="status">${t('waiting')}</p>` : null}
    ${found ? html`<h2>${file.name}</h2>${found.unreadable ? html`<p class="box bad" role="alert">${found.unreadable}</p>` : html`<${Report} of=${found} />
      <div class="row"><${Field} label=${t('bat.at')} type="datetime-local" value=${form.at} onInput=${(at) => setForm({...form, at})} note=${t('bat.at.note')} />
        <${Field} label=${t('bat.spread')} options=${SPREADS.map((one) => [one, t('bat.spread.' + one)])} value=${form.spread} onInput=${(spread) => setForm({...form, spread})} />
        <${Button} kind="primary" need="sender" disabled=${!found.good} onClick=${send}>${t(form.at ? 'bat.plan' : 'bat.send', {n: found.messages})}<//>
        <${Button} onClick=${() => choose()}>${t('cancel')}<//></div>`}` : null}
  </section>`;
}

/** What would become of a file. */
function Report({of}) {
  return html`<div role="status" class="figures">${[['good', of.good], ['bad', of.bad], ['again', of.repeated], ['sms', of.segments]].map(([name, value]) => html`<div class="figure" key=${name}><b>${num(value)}</b><span>${t('bat.' + name)}</span></div>`)}</div>
    ${of.bad ? html`<p class="box warn">${t('bat.mend')}</p><${Table} caption=${t('bat.bad')} rows=${of.errors} rowKey=${(one) => one.row + one.field} columns=${[
    {name: t('bat.row'), number: true, cell: (one) => num(one.row)},
    {name: t('bat.line'), number: true, cell: (one) => num(one.line)},
    {name: t('to'), cell: (one) => one.to},
    {name: t('bat.cell'), cell: (one) => html`<b>${one.field}</b>`},
    {name: t('bat.problem'), cell: (one) => one.problem},
  ]} />${of.bad > of.errors.length ? html`<p>${t('bat.more', {n: of.bad - of.errors.length})}</p>` : null}` : null}
    <${Table} caption=${t('account')} rows=${Object.entries(of.accounts)} rowKey=${([id]) => id} empty=${t('nothing')} columns=${[
    {name: t('account'), cell: ([id]) => id},
    {name: t('bat.messages'), number: true, cell: ([, one]) => num(one.messages)},
    {name: t('bat.sms'), number: true, cell: ([, one]) => num(one.segments)},
    {name: t('bat.cost'), number: true, cell: ([id]) => (of.forecast[id]?.cost ? money(of.forecast[id].cost, of.forecast[id].currency) : '–')},
    {name: t('bat.end'), cell: ([id]) => when(of.forecast[id]?.endsAt)},
  ]} />`;
}

function One({id}) {
  const poll = usePoll('/v1/batches/' + encodeURIComponent(id), 1000);
  const of = poll.data;
  if (poll.problem?.status === 404) {
    return html`<${Page} title=${t('none.such')}><p>${t('none.such.text')} <a href=${link('batches')}>${t('nav.batches')}</a></p><//>`;
  }
  return html`<${Page} title=${of?.name || t('batch')} at=${poll.at} problem=${of && poll.problem} actions=${of ? html`<${Steer} of=${of} reload=${poll.reload} />` : null}>
    <${Asked} poll=${poll}>${() => html`<section class="card">
      <p><${State} of=${of} /></p><div><${Far} of=${of} /></div>
      <div class="figures">${['rows', 'taken', 'messages', 'rejected', 'repeated', 'accepted', 'dead', 'cancelled'].map((name) => html`<div class="figure" key=${name}><b>${num(of[name])}</b><span>${has('bat.n.' + name) ? t('bat.n.' + name) : name}</span></div>`)}</div>
      <div class="row"><${Get} of=${of} what="result" ready=${of.rows !== undefined && of.position >= of.rows} /><${Get} of=${of} what="rejected" ready=${of.rejected && of.position >= of.rows} /><${Get} of=${of} what="final" ready=${of.finishedAt} />
        <a class="button" href=${link('messages', {batch: of.id})}>${t('bat.see')}</a>${of.dead ? html`<a class="button" href=${link('dead', {batch: of.id})}>${t('bat.see.dead')}</a>` : null}
        ${of.rejected ? html`<p>${t('bat.again.text')} <a href=${link('batches')}>${t('bat.again.link')}</a></p>` : null}</div>
      <dl class="facts">${[['Id', of.id], [t('bat.folder'), of.folder], [t('bat.created'), when(of.createdAt)], [t('bat.at'), of.sendAt && when(of.sendAt)], [t('op.end'), of.finishedAt && when(of.finishedAt)]]
    .filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
      ${of.interventions ? html`<ul class="list">${of.interventions.map((one, i) => html`<li key=${i}><${Time} at=${one.at} /> ${word('deed', one.deed)} ${one.who}: ${num(one.messages)} ${one.why}</li>`)}</ul>` : null}
    </section>`}<//>
  <//>`;
}

const Get = ({of, what, ready}) => html`<${Button} disabled=${!ready} onClick=${() => download(`/v1/batches/${of.id}/${what}`, of.name.replace(/(\.\w+)?$/, '.' + what + '.csv'))}>${t('bat.get.' + what)}<//>`;

function Steer({of, reload}) {
  const does = async (verb) => {
    const {gone} = await post(`/v1/batches/${of.id}/${verb}`);
    toast(t('bat.did.' + verb, {gone: gone || 0}));
    reload();
  };
  const open = ['PREPARING', 'WAITING', 'RUNNING', 'SENDING'].includes(of.state);
  return open ? html`${of.paused ? html`<${Button} kind="primary" need="operator" onClick=${() => does('resume')}>${t('bat.resume')}<//>`
    : of.state === 'SENDING' ? null : html`<${Button} need="operator" onClick=${() => does('pause')}>${t('bat.pause')}<//>`}
    <${Sure} kind="danger" onYes=${() => does('cancel')} ask=${{title: t('bat.cancel'), text: t('bat.cancel.text', {gone: of.accepted, left: of.rows === undefined ? '?' : of.rows - of.taken + (of.messages - of.ended)}), yes: t('bat.cancel'), need: 'operator', kind: 'danger'}}>${t('bat.cancel')}<//>` : null;
}
