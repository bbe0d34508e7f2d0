'use strict';
// The page speaks to the same public calls as a shop's front end does, and to nothing else.
const texts = {
  en: {
    tab_shop: 'Search and recommend', tab_classify: 'Classify', search: 'Search', find: 'Find', more: 'More', user: 'User id',
    use: 'Use', diversity: 'Diversity', recommended: 'Recommended', title: 'A new product’s title', classify: 'Classify',
    bundle: 'Answered by bundle', none: 'Nothing was found.', cold: 'Nothing is known of this user yet: what is popular.',
    took: (n, ms, all) => `${n} products · ${ms} ms in the server, ${all} ms in all`,
    clicked: name => `Looked at “${name}”: recommendations follow.`,
    seen: 'Click a product, and the recommendations follow.', sure: p => `${(100 * p).toFixed(1)} %`, tags: 'Tags',
    sequence: 'order of events', bought_together: 'bought together', own_history: 'own history',
    popularity: 'popularity',
    no_categories: 'This shop has no categories.', no_text: 'A title needs letters or digits.', failed: 'The server does not answer.',
  },
  zh: {
    tab_shop: '搜索与推荐', tab_classify: '分类', search: '搜索', find: '查找', more: '更多', user: '用户编号', use: '使用', diversity: '多样性',
    recommended: '为您推荐', title: '新商品的标题', classify: '分类', bundle: '作答的模型包', none: '没有找到商品。',
    cold: '对该用户一无所知：显示热门商品。', took: (n, ms, all) => `${n} 件商品 · 服务器 ${ms} 毫秒，共 ${all} 毫秒`,
    clicked: name => `已浏览“${name}”，推荐随之更新。`, seen: '点击一件商品，推荐随之更新。', sure: p => `${(100 * p).toFixed(1)} %`, tags: '标签',
    sequence: '行为顺序', bought_together: '一起购买', own_history: '本人历史', popularity: '热门',
    no_categories: '本店没有类目。', no_text: '标题里要有文字或数字。', failed: '服务器没有回应。',
  },
};
const language = (navigator.language || 'en').toLowerCase().startsWith('zh') ? 'zh' : 'en';
const text = texts[language];
const $ = id => document.getElementById(id);
const state = { query: '', filters: {}, shown: 0 };
const page = 10;
const parts = ['sequence', 'bought_together', 'own_history', 'popularity'];

async function ask(path, body) {
  const begun = performance.now();
  const reply = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const answer = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Error(Object.values(answer.errors ?? {}).flat().join(' ') || answer.detail || text.failed);
  answer.all_ms = Math.round(performance.now() - begun);
  if (answer.bundle) $('bundle').textContent = answer.bundle;
  return answer;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// Text: the server compares ids as canonical text, numbers too.
const userId = () => $('user').value.trim() || 'guest';
const money = price => price === null ? '' : price.toLocaleString(language);

function why(explanation) {
  const positive = Object.entries(explanation).filter(([, score]) => score > 0);
  const whole = positive.reduce((sum, [, score]) => sum + score, 0);
  const label = Object.entries(explanation).map(([part, score]) => `${text[part]} ${score.toFixed(2)}`).join(', ');
  const bar = element('span', { className: 'why', title: label });
  bar.setAttribute('role', 'img');
  bar.setAttribute('aria-label', label);
  for (const [part, score] of positive) {
    const piece = element('i', { className: part });
    piece.style.width = `${100 * score / whole}%`;
    bar.append(piece);
  }
  return bar;
}

function product(one) {
  const about = element('span', { className: 'about' }, element('span', { textContent: one.category }),
    element('span', { textContent: money(one.price) }), element('span', { textContent: one.score.toFixed(2) }));
  const name = element('span', { className: 'name', textContent: one.title || one.product_id });
  const button = element('button', { type: 'button' }, name, about);
  if (one.explanation) button.append(why(one.explanation));
  button.addEventListener('click', () => look(one));
  return element('li', {}, button);
}

async function look(one) {
  try {
    await ask('events', [{ user_id: userId(), product_id: one.product_id, type: 'view', timestamp: Date.now() }]);
    $('clicks').textContent = text.clicked(one.title || one.product_id);
    await recommend();
  } catch (error) {
    $('clicks').textContent = error.message;
  }
}

async function find(offset) {
  if (!state.query) return;
  try {
    const body = { query: state.query, k: page, offset, user_id: userId(), filters: state.filters, facets: offset === 0 };
    const answer = await ask('search', body);
    if (offset === 0) {
      $('results').replaceChildren();
      facets(answer.facets);
    }
    $('results').append(...answer.results.map(product));
    state.shown = offset + answer.results.length;
    $('search-status').textContent = state.shown ? text.took(state.shown, answer.took_ms, answer.all_ms) : text.none;
    $('more').hidden = answer.results.length < page || state.shown + page > 200;
  } catch (error) {
    $('search-status').textContent = error.message;
  }
}

function facets(found) {
  const chips = [];
  const chip = (label, pressed, change) => {
    const button = element('button', { type: 'button', textContent: label });
    button.setAttribute('aria-pressed', String(pressed));
    button.addEventListener('click', () => { change(); find(0); });
    chips.push(button);
  };
  const { category, price_min } = state.filters;
  if (category) chip(`✕ ${category}`, true, () => delete state.filters.category);
  for (const one of found?.category ?? [])
    if (one.category !== category) chip(`${one.category} (${one.count})`, false, () => { state.filters.category = one.category; });
  if (price_min !== undefined) chip(`✕ ${money(price_min)}–${money(state.filters.price_max)}`, true, () => {
    delete state.filters.price_min;
    delete state.filters.price_max;
  });
  else if ((found?.price?.ranges.length ?? 0) > 1)
    for (const range of found.price.ranges)
      chip(`${money(range.from)}–${money(range.to)} (${range.count})`, false, () => {
        Object.assign(state.filters, { price_min: range.from, price_max: range.to });
      });
  $('facets').replaceChildren(...chips);
}

async function recommend() {
  try {
    const answer = await ask('recommend', { user_id: userId(), k: page, diversity: Number($('diversity').value), explain: true });
    $('recommended').replaceChildren(...answer.results.map(product));
    const took = text.took(answer.results.length, answer.took_ms, answer.all_ms);
    $('recommend-status').textContent = answer.cold ? `${text.cold} ${took}` : took;
  } catch (error) {
    $('recommend-status').textContent = error.message;
  }
}

async function classify() {
  try {
    const answer = await ask('classify', { title: $('title').value });
    const rows = answer.category.flatMap(level => [element('dt', { textContent: level.path }),
      element('dd', { textContent: text.sure(level.probability) })]);
    if (answer.tags.length) rows.push(element('dt', { textContent: text.tags }), element('dd', { textContent: answer.tags.join(', ') }));
    $('levels').replaceChildren(...rows);
    $('classify-status').textContent = answer.reason ? text[answer.reason] : `${answer.took_ms} ms`;
  } catch (error) {
    $('levels').replaceChildren();
    $('classify-status').textContent = error.message;
  }
}

async function suggest() {
  const prefix = $('query').value;
  try {
    const answer = await ask('suggest', { prefix, k: 8 });
    // What was typed meanwhile has its own answer.
    if (prefix === $('query').value)
      $('suggestions').replaceChildren(...answer.suggestions.map(one => element('option', { value: one.text })));
  } catch {
    $('suggestions').replaceChildren(); // a search works without
  }
}

const tabs = [...document.querySelectorAll('[role=tab]')];
function choose(tab) {
  for (const one of tabs) {
    one.setAttribute('aria-selected', String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    $(one.getAttribute('aria-controls')).hidden = one !== tab;
  }
}

document.documentElement.lang = language;
for (const one of document.querySelectorAll('[data-text]')) one.textContent = text[one.dataset.text];
tabs.forEach((tab, i) => {
  tab.addEventListener('click', () => choose(tab));
  tab.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(i + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
});
choose(tabs[0]);
for (const part of parts) $('legend').append(element('span', {}, element('i', { className: part }), text[part]));
const on = (form, work) => $(form).addEventListener('submit', event => { event.preventDefault(); work(); });
on('search', () => { Object.assign(state, { query: $('query').value.trim(), filters: {} }); find(0); });
on('user-form', () => { recommend(); find(0); });
on('classify', classify);
$('query').addEventListener('input', suggest);
$('more').addEventListener('click', () => find(state.shown));
$('diversity').addEventListener('input', () => { $('diversity-value').textContent = $('diversity').value; recommend(); });

// A link can carry what is asked: /?q=laptop&user=1234
const asked = new URLSearchParams(location.search);
$('user').value = asked.get('user') ?? '';
$('query').value = state.query = asked.get('q') ?? '';
$('clicks').textContent = text.seen;
find(0);
recommend();
