/* Optional: the page is whole without it. It marks one letter everywhere,
   makes a strip one stop of the tab key with arrows within, filters the
   stories, has keys, recounts without outlets, copies citations, and opens what is
   folded before printing. */
(function () {
  'use strict';
  var d = document;
  function all(s, e) { return [].slice.call((e || d).querySelectorAll(s)); }
  function make(tag, text, to) {
    var e = d.createElement(tag);
    e.textContent = text;
    if (to) to.appendChild(e);
    return e;
  }
  function letter(e) {
    var t = e.querySelector('text, span');
    return (t || e).textContent.trim();
  }

  /* one letter, everywhere */
  var sel = '.r, .strip a, .vs a, .tree a[href^="#"]', letters = {};
  all(sel).forEach(function (e) {
    var l = letter(e);
    if (/^[A-Z][a-z]*$/.test(l)) (letters[l] = letters[l] || []).push(e);
  });
  function mark(e, on) {
    var t = e.target.closest && e.target.closest(sel);
    if (!t) return;
    (letters[letter(t)] || []).forEach(function (x) { x.classList.toggle('hot', on); });
  }
  d.addEventListener('pointerover', function (e) { mark(e, true); });
  d.addEventListener('pointerout', function (e) { mark(e, false); });

  /* a strip is one stop; arrows go along it */
  all('.strip, .vs').forEach(function (svg) {
    var discs = all('a', svg);
    discs.forEach(function (a, i) {
      a.setAttribute('tabindex', i ? '-1' : '0');
      a.addEventListener('keydown', function (e) {
        var to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: discs.length - 1 }[e.key];
        if (to === undefined || !discs[to]) return;
        e.preventDefault();
        a.setAttribute('tabindex', '-1');
        discs[to].setAttribute('tabindex', '0');
        discs[to].focus();
      });
    });
  });

  /* a place that is folded away opens when it is linked to */
  function open() {
    var id = decodeURIComponent(location.hash.slice(1)), e = id && d.getElementById(id);
    for (var p = e; p; p = p.parentElement) if (p.tagName === 'DETAILS') p.open = true;
    if (e) e.scrollIntoView();
  }
  window.addEventListener('hashchange', open);
  open();
  window.addEventListener('beforeprint', function () {
    all('details').forEach(function (x) { x.open = true; });
  });

  /* copy a citation */
  if (navigator.clipboard) all('.cite').forEach(function (c) {
    var b = make('button', 'Copy', c);
    b.type = 'button';
    b.addEventListener('click', function () {
      navigator.clipboard.writeText(c.querySelector('p').textContent);
      b.textContent = 'Copied';
    });
  });

  /* the front page: only stories with these words */
  var find = d.getElementById('find');
  if (find && all('.idx tbody tr').length > 7) {
    var label = make('label', 'Stories with ', find), input = make('input', '', label), said = make('span', '', find);
    input.type = 'search';
    said.setAttribute('role', 'status');
    find.hidden = false;
    input.addEventListener('input', function () {
      var words = input.value.toLowerCase().split(/\s+/), n = 0;
      all('.idx tbody tr').forEach(function (tr) {
        var text = tr.textContent.toLowerCase();
        var has = words.every(function (w) { return text.indexOf(w) >= 0; });
        tr.hidden = !has;
        n += has;
      });
      said.textContent = input.value ? n + (n === 1 ? ' story' : ' stories') : '';
    });
  }

  /* keys, told of at "?" */
  var keys = { s: ['/', 'index.html'], '/': ['/search'], f: ['/find'], d: ['/timeline'],
    v: ['/speakers'], o: ['/outlets'], b: ['/beside'], c: ['/correct'] }, help;
  function link(key) {
    return all('.top a[href]').filter(function (a) {
      return (keys[key] || []).indexOf(a.getAttribute('href')) >= 0;
    })[0];
  }
  function step(by) {
    var heads = all('main h2, main tbody th[scope=row]').filter(function (h) { return h.offsetParent; });
    var at = heads.indexOf(d.activeElement), to = heads[at < 0 ? (by > 0 ? 0 : heads.length - 1) : at + by];
    if (!to) return;
    to.setAttribute('tabindex', '-1');
    to.focus();
    to.scrollIntoView({ block: 'start' });
  }
  function tell() {
    if (!help) {
      help = make('dialog', '', d.body);
      help.setAttribute('aria-labelledby', 'keys-h');
      make('h2', 'Keys', help).id = 'keys-h';
      var list = make('ul', '', help);
      [['j', 'next part or row'], ['k', 'the one before']].concat(Object.keys(keys).filter(link).map(function (k) {
        return [k, link(k).textContent];
      }), [['?', 'this list; Escape closes it']]).forEach(function (x) {
        var line = make('li', '', list);
        make('kbd', x[0], line);
        line.appendChild(d.createTextNode(' ' + x[1]));
      });
      var shut = make('button', 'Close', help);
      shut.type = 'button';
      shut.addEventListener('click', function () { help.close(); });
    }
    if (!help.open) help.showModal();
  }
  d.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.altKey || e.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    if (help && help.open) return;
    var field = e.key === '/' && d.querySelector('#find input, #q'), a = link(e.key);
    if (e.key === '?') tell();
    else if (e.key === 'j') step(1);
    else if (e.key === 'k') step(-1);
    else if (field) field.focus();
    else if (a) a.click();
    else return;
    e.preventDefault();
  });

  /* count without an outlet, or without a line's merges */
  var box = d.getElementById('whatif');
  if (!box) return;
  var outlet = {}, family = {}, out = {}, names = [];
  all('.key [data-outlet]').forEach(function (e) {
    var l = letter(e), o = e.getAttribute('data-outlet');
    outlet[l] = o;
    family[o] = e.getAttribute('data-family');
    if (names.indexOf(o) < 0) names.push(o);
  });
  if (names.length < 2 || names.length > 60) return;
  var field = box.querySelector('fieldset'), say = box.querySelector('[role=status]');
  names.forEach(function (o) {
    var b = make('button', o, field);
    b.type = 'button';
    b.setAttribute('aria-pressed', 'false');
    b.addEventListener('click', function () {
      out[o] = !out[o];
      b.setAttribute('aria-pressed', out[o] ? 'true' : 'false');
      recount();
    });
  });
  box.hidden = false;
  function size(o) { return Object.keys(o).length; }
  function put(tr, k, n, one, many) {
    var e = tr.querySelector('[data-c=' + k + ']');
    if (e) e.textContent = n + ' ' + (n === 1 ? one : many);
  }
  function recount() {
    all('.claims tbody tr').forEach(function (tr) {
      var cell = tr.querySelector('[data-c=n]');
      if (!cell) return;
      var was = cell.getAttribute('data-was') || cell.textContent;
      cell.setAttribute('data-was', was);
      var range = was.split('\u2013'), apart = range.length > 1 ? range[1] - range[0] : 0;
      var rs = {}, os = {}, fs = {}, high = 0, voices = 0, gone = 0;
      all('[data-rows]', tr).forEach(function (g) {
        var left = g.getAttribute('data-rows').split(' ').filter(function (l) { return l && !out[outlet[l]]; });
        g.classList.toggle('gone', !left.length);
        if (!left.length) { gone++; return; }
        high++;
        if (g.getAttribute('data-kind') === 'voice') voices++;
        left.forEach(function (l) { rs[l] = os[outlet[l]] = fs[family[outlet[l]]] = 1; });
      });
      all('.strip a', tr).forEach(function (a) { a.classList.toggle('gone', !!out[outlet[letter(a)]]); });
      put(tr, 'r', size(rs), 'report', 'reports');
      put(tr, 'o', size(os), 'outlet', 'outlets');
      put(tr, 'f', size(fs), 'family', 'families');
      put(tr, 'v', voices, 'voice', 'voices');
      var low = Math.max(high ? 1 : 0, high - apart);
      cell.textContent = gone ? (low === high ? high : low + '\u2013' + high) : was;
    });
    var left = names.filter(function (o) { return out[o]; });
    say.textContent = left.length ? 'Counted without ' + left.join(', ') + '. The reasons above are for the whole pile.' : '';
  }
})();
