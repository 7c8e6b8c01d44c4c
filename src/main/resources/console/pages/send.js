import {html} from '../lib/dom.js';
import {addWords, t} from '../lib/words.js';
import {Page} from '../ui/parts.js';
import words from '../words/send.js';

addWords(words);

export default function Send({path, query}) {
  return html`<${Page} title=${t('nav.send')}><//>`;
}
