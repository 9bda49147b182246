// The control page: shows the server's state every second and asks it for changes.
const at = (id) => document.getElementById(id);
const buttons = new Map();
const figures = new Map();

/** Asks the server, shows the state that it answers, and says so when it cannot. */
async function ask(path, sent) {
  try {
    const options = sent && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    };
    const answer = await fetch(`/control/${path}`, options);
    if (!answer.ok) throw new Error(await answer.text());
    show(await answer.json(), path !== 'state');
  } catch (error) {
    at('notice').textContent =
      error instanceof TypeError ? 'The server does not answer. Is it still running?' : error.message;
  }
}

function show({ scenario, scenarios, skew, counts, api }, changed) {
  at('notice').textContent = api ? `A real Beak answers here: ${api}. There is nothing to switch.` : '';
  for (const { name, sentence } of scenarios) {
    const button = buttons.get(name) ?? addScenario(name, sentence);
    button.setAttribute('aria-pressed', String(name === scenario));
  }
  for (const button of document.querySelectorAll('button')) button.disabled = Boolean(api);
  for (const [route, count] of Object.entries(counts)) {
    const figure = figures.get(route) ?? addRoute(route);
    figure.textContent = String(count);
  }
  if (changed || document.activeElement !== at('skew')) at('skew').value = String(skew);
}

function addScenario(name, sentence) {
  const button = document.createElement('button');
  const title = document.createElement('strong');
  const words = document.createElement('span');
  const item = document.createElement('li');
  button.type = 'button';
  title.textContent = name;
  words.textContent = sentence;
  button.append(title, words);
  button.addEventListener('click', () => ask('scenario', { name }));
  item.append(button);
  at('scenarios').append(item);
  buttons.set(name, button);
  return button;
}

function addRoute(route) {
  const row = at('counts').insertRow();
  row.insertCell().textContent = route;
  const figure = row.insertCell();
  figures.set(route, figure);
  return figure;
}

at('set-skew').addEventListener('click', () => ask('skew', { seconds: at('skew').valueAsNumber }));
at('skew').addEventListener('keydown', ({ key }) => key === 'Enter' && at('set-skew').click());
at('reset').addEventListener('click', () => ask('reset', {}));

ask('state');
setInterval(() => document.hidden || ask('state'), 1000);
