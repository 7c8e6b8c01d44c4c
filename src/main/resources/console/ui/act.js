// What is done with dead letters. A dry run fixes the set and says what would become of it; that set, and no other, is then done.
import {html, useEffect, useRef, useState} from '../lib/dom.js';
import {get, post, usePoll, withQuery} from '../lib/api.js';
import {go} from '../lib/router.js';
import {money, num, span, t, word} from '../lib/words.js';
import {Button, Dialog, Field, Form, Objection, Tick} from './parts.js';
import {Outcomes, useAccounts} from './work.js';

const MANY = 100;

/** kind: redrive, discard or settle. target: {letters} that are ticked, or {filter, total} for all that fit. */
export function Act({kind, target, onClose}) {
  const [form, setForm] = useState({as: 'sent', why: '', toAccount: '', rate: '', validFor: '', typed: '', perhaps: false});
  const [plan, setPlan] = useState();
  const [second, setSecond] = useState();
  const [problem, setProblem] = useState();
  const turn = useRef(0);
  const set = (name) => (value) => setForm({...form, [name]: value});
  const again = kind === 'redrive' || (kind === 'settle' && form.as === 'not-sent');
  const needsWhy = kind !== 'redrive';
  const {data: reasons} = usePoll(target.filter && withQuery('/dead-letters', {...target.filter, group: 'reason'}), 0);
  const terms = {
    kind,
    ...(kind === 'settle' ? {as: form.as} : {}),
    ...(form.why.trim() ? {why: form.why.trim()} : {}),
    ...(again && form.toAccount ? {toAccount: form.toAccount} : {}),
    ...(again && form.validFor ? {validFor: form.validFor} : {}),
    ...(form.rate ? {rate: form.rate + '/s'} : {}),
  };
  const shaky = kind === 'redrive' && target.letters ? target.letters.filter((one) => one.perhapsSent).map((one) => one.id) : [];
  const firm = target.letters?.map((one) => one.id).filter((id) => !shaky.includes(id));

  const dry = (which) => post('/operations', {...terms, ...which, dryRun: true});
  useEffect(() => {
    const mine = ++turn.current;
    setPlan(undefined);
    setSecond(undefined);
    if (needsWhy && !form.why.trim()) {
      return undefined;
    }
    const timer = setTimeout(async () => {
      try {
        const first = firm?.length === 0 ? {left: 0, total: 0, outcomes: {}} : await dry(firm ? {ids: firm} : {filter: target.filter});
        const ids = form.perhaps ? (firm ? shaky : await perhaps(first.id)) : [];
        const other = ids.length ? await dry({ids}) : undefined;
        if (mine === turn.current) {
          setProblem();
          setPlan(first);
          setSecond(other);
        }
      } catch (failure) {
        if (mine === turn.current) {
          setProblem(failure);
        }
      }
    }, 300);
    return () => clearTimeout(timer);
  }, [JSON.stringify(terms), form.perhaps]);

  const left = plan ? plan.left + (second?.left || 0) : undefined;
  const unsure = shaky.length || plan?.outcomes.PERHAPS_SENT || 0;
  const counted = kind !== 'discard' || !(left > MANY) || Number(form.typed) === left;
  const start = async () => {
    try {
      const started = [];
      for (const one of [plan, second].filter((one) => one?.left)) {
        started.push(await post('/operations', {plan: one.id}));
      }
      onClose(true);
      go(started.length === 1 ? ['activity', started[0].id] : 'activity');
    } catch (failure) {
      setProblem(failure);
    }
  };
  return html`<${Dialog} title=${t('act.' + kind, {n: target.total ?? target.letters.length})} onClose=${onClose} wide>
    <${Objection} problem=${problem} />
    <${Form}>
    ${kind === 'settle' && html`<fieldset><legend>${t('act.as')}</legend>${['sent', 'not-sent'].map((as) => html`<label class="tick" key=${as}><input type="radio" name="as" value=${as}
      checked=${form.as === as} onInput=${() => set('as')(as)} /> ${t('act.as.' + as)}</label>`)}</fieldset>`}
    ${again && html`<div class="pair">
      <${Field} label=${t('account.use')} options=${useAccounts(t('act.same'))} value=${form.toAccount} onInput=${set('toAccount')} />
      <${Field} label=${t('rate')} type="number" min="1" max="999999" value=${form.rate} onInput=${set('rate')} placeholder=${t('act.fast')} />
      <${Field} label=${t('act.valid')} options=${['', 'PT1H', 'PT2H', 'PT24H', 'P3D'].map((one) => [one, t('act.valid.' + (one || 'same'))])} value=${form.validFor} onInput=${set('validFor')} /></div>`}
    <${Field} label=${t('why')} value=${form.why} onInput=${set('why')} required=${needsWhy} maxlength="200" />
    ${unsure > 0 && html`<div class="box warn"><p>${t('act.perhaps', {n: unsure})}</p><${Tick} label=${t('act.perhaps.too')} value=${form.perhaps} onInput=${set('perhaps')} /></div>`}
    <div role="status" class="pair">${plan ? html`
      <div><p><b>${t('act.left', {n: left})}</b></p><${Outcomes} of=${plan.outcomes} />
        ${again && left > 0 && html`<${Bill} plans=${[plan, second]} rate=${Number(form.rate)} left=${left} />`}</div>
      <ul class="list">${reasonsOf(target, reasons).map(([reason, count]) => html`<li key=${reason}><b>${num(count)}</b> ${word('state', reason)}</li>`)}</ul>` : html`<p class="wait">${needsWhy && !form.why.trim() ? t('act.say.why') : t('waiting')}</p>`}</div>
    ${kind === 'discard' && left > MANY && html`<${Field} label=${t('act.type', {n: left})} value=${form.typed} onInput=${set('typed')} inputmode="numeric" required />`}
    <footer><${Button} onClick=${() => onClose(false)}>${t('cancel')}<//>
      <${Button} kind=${kind === 'discard' ? 'danger' : 'primary'} need="operator" disabled=${!left || !counted} onClick=${start}>${left ? t('act.do.' + kind, {n: left}) : word('kind', kind)}<//></footer><//>
  <//>`;
}

/** Ids of the letters that a dry run left alone since they are perhaps sent. */
async function perhaps(plan) {
  const ids = [];
  let before;
  do {
    const page = await get(withQuery('/operations/' + plan, {outcome: 'PERHAPS_SENT', limit: 1000, before}));
    ids.push(...page.items.map((one) => one.id));
    before = page.next;
  } while (before && ids.length < 10000);
  return ids;
}

function reasonsOf({letters}, found) {
  if (!letters) {
    return (found?.groups || []).map((one) => [one.reason, one.count]);
  }
  const counts = {};
  letters.forEach(({reason}) => (counts[reason] = (counts[reason] || 0) + 1));
  return Object.entries(counts);
}

/** How long it will take, and what it will cost, as far as that can be said: by the accounts of all that is left. */
function Bill({plans, rate, left}) {
  const costs = {};
  const seconds = {'': rate ? left / rate : 0};
  plans.flatMap((one) => Object.entries(one?.forecast || {})).forEach(([id, of]) => {
    seconds[id] = (seconds[id] || 0) + (of.perSecond ? of.messages / of.perSecond : 0);
    if (of.cost) {
      costs[of.currency] = (costs[of.currency] || 0) + Number(of.cost);
    }
  });
  const longest = Math.max(...Object.values(seconds));
  return html`<p>${[
    longest && t('act.takes', {time: span(0, longest * 1000)}),
    ...Object.entries(costs).map(([currency, cost]) => t('act.costs', {cost: money(cost, currency)})),
  ].filter(Boolean).join(' · ')}</p>`;
}
