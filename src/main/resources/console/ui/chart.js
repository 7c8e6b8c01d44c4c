// Stacked bars as SVG: colours come from the style sheet, so that they follow the theme. The same as a table is beside it for those
// who do not see it.
import {html} from '../lib/dom.js';
import {num, t} from '../lib/words.js';

const HEIGHT = 100;

/**
 * bars: [{name, values: {key: number}, href}], in order; keys: [{key, name, kind}], from below; kind is a class such as 'good'.
 * title says what they are.
 */
export function Bars({title, bars, keys}) {
  const most = Math.max(1, ...bars.map((bar) => sum(bar, keys)));
  const width = 100 / bars.length;
  return html`<figure class="chart">
    <figcaption>${title} <span class="legend">${keys.map(({name, kind}) => html`<span class=${'key ' + kind}>${name}</span>`)}</span>
      <span class="most">${t('chart.most', {most})}</span></figcaption>
    <svg viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${bars.map((bar, i) => stack(bar, keys, most).map(({kind, y, height}) => html`<rect class=${kind} x=${i * width + width * 0.1}
        width=${width * 0.8} y=${y} height=${height} />`))}
    </svg>
    <div class="hits">${bars.map((bar) => html`<a href=${bar.href} title=${bar.name + ': ' + words(bar, keys)}
      aria-label=${bar.name + ': ' + words(bar, keys)} tabindex=${sum(bar, keys) ? 0 : -1}></a>`)}</div>
    <div class="span" aria-hidden="true"><span>${bars[0]?.name}</span><span>${bars[bars.length - 1]?.name}</span></div>
    <table class="unseen"><caption>${title}</caption><thead><tr><th></th>${keys.map(({name}) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${bars.filter((bar) => sum(bar, keys)).map((bar) => html`<tr><th scope="row">${bar.name}</th>${keys.map(({key}) => html`<td>${num(bar.values[key] || 0)}</td>`)}</tr>`)}</tbody></table>
  </figure>`;
}

const sum = (bar, keys) => keys.reduce((all, {key}) => all + (bar.values[key] || 0), 0);
const words = (bar, keys) => keys.filter(({key}) => bar.values[key]).map(({key, name}) => num(bar.values[key]) + ' ' + name).join(', ') || '0';

function stack(bar, keys, most) {
  let below = HEIGHT;
  return keys.filter(({key}) => bar.values[key]).map(({key, kind}) => {
    const height = (bar.values[key] / most) * HEIGHT;
    below -= height;
    return {kind, y: below, height};
  });
}
