// A small Apps Script: runs edit_hint.gs as Google would, on a clock of its own.
// stdin: {script, properties, locale, id, start, seed, steps: [[ms, function, argument]], answers, desk}
// stdout: {posts, says, logs, triggers, menu, slept, ran}
'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const vm = require('node:vm');
const { execFileSync } = require('node:child_process');

const play = JSON.parse(fs.readFileSync(0, 'utf8'));
const clock = { now: play.start };
const out = { posts: [], says: [], logs: [], triggers: [], menu: [], slept: 0, ran: 0 };
const steps = play.steps.map(([ms, name, argument]) => ({ at: play.start + ms, name, argument }));
const answers = play.answers || [];

// Google's byte arrays are signed, and it takes no others.
const signed = buffer => Array.from(new Int8Array(buffer));
const bytes = array => {
  if (array.some(n => n < -128 || n > 127)) throw new Error('no byte');
  return Buffer.from(Int8Array.from(array).buffer);
};
const utf8 = charset => {
  if (charset !== 'UTF-8') throw new Error('Google would take US-ASCII here');
};

const cache = new Map();
const alive = key => cache.has(key) && cache.get(key).until > clock.now;
const SCRIPT_CACHE = {
  get: key => (alive(key) ? cache.get(key).value : null),
  put: (key, value, seconds) => {
    if (typeof value !== 'string' || !(seconds >= 1 && seconds <= 21600)) throw new Error('cache');
    cache.set(key, { value, until: clock.now + seconds * 1000 });
  },
  remove: key => cache.delete(key)
};

let held = false;
const lock = () => ({
  tryLock: () => {
    if (held || play.jammed) return false;
    held = true;
    return true;
  },
  releaseLock: () => { held = false; }
});

// What people do while an execution sleeps runs within its sleep, as other executions.
function sleep(ms) {
  if (held) throw new Error('slept with the lock held');
  if (!(ms > 0 && ms <= 300000)) throw new Error('sleep ' + ms);
  const end = clock.now + ms;
  out.slept += ms;
  runUntil(end);
  clock.now = end;
}

function runUntil(end) {
  while (steps.length && steps[0].at < end) {
    const step = steps.shift();
    clock.now = Math.max(clock.now, step.at);
    out.ran += 1;
    world[step.name](step.argument);
  }
}

function fetched(url, options) {
  if (held) throw new Error('fetched with the lock held');
  if (!options.muteHttpExceptions || options.followRedirects) throw new Error('options');
  out.posts.push({ at: clock.now - play.start, url, ...options });
  const answer = answers.length > 1 ? answers.shift() : answers[0] ?? 202;
  if (answer === 'unreachable') throw new Error('DNS error: ' + url);
  return { getResponseCode: () => (play.desk ? reallyPosted(url, options) : answer) };
}

const SEND = `const [url, o] = JSON.parse(process.argv[1]);
fetch(url, { method: o.method, body: o.payload,
  headers: { 'Content-Type': o.contentType, ...o.headers } }).then(r => console.log(r.status));`;

function reallyPosted(url, options) {
  const there = play.desk + new URL(url).pathname;
  const said = execFileSync(process.execPath, ['-e', SEND, JSON.stringify([there, options])]);
  return Number(said.toString());
}

const trigger = name => ({ getHandlerFunction: () => name });
const triggers = (play.triggers || []).map(trigger);
const builder = name => ({
  forSpreadsheet: () => builder(name),
  onChange: () => builder(name),
  create: () => triggers.push(trigger(name))
});
const menu = {
  addItem: (label, name) => { out.menu.push([label, name]); return menu; },
  addToUi: () => {}
};

const world = {
  console: { error: text => out.logs.push(String(text)) },
  Utilities: {
    Charset: { UTF_8: 'UTF-8' },
    DigestAlgorithm: { SHA_256: 'sha256' },
    computeDigest: (algorithm, text, charset) => {
      utf8(charset);
      return signed(crypto.createHash(algorithm).update(text).digest());
    },
    computeHmacSha256Signature: (text, key, charset) => {
      utf8(charset);
      return signed(crypto.createHmac('sha256', key).update(text).digest());
    },
    base64Encode: array => bytes(array).toString('base64'),
    getUuid: () => crypto.randomUUID(),
    sleep
  },
  CacheService: { getScriptCache: () => SCRIPT_CACHE },
  LockService: { getScriptLock: lock },
  PropertiesService: {
    getScriptProperties: () => ({ getProperty: name => play.properties[name] ?? null })
  },
  UrlFetchApp: { fetch: fetched },
  Session: { getActiveUserLocale: () => play.locale || 'en' },
  SpreadsheetApp: {
    getActive: () => ({ getId: () => play.id }),
    getUi: () => ({
      ButtonSet: { OK: 'OK' },
      alert: (title, text) => out.says.push(text),
      createMenu: () => menu
    })
  },
  ScriptApp: {
    getProjectTriggers: () => [...triggers],
    deleteTrigger: gone => triggers.splice(triggers.indexOf(gone), 1),
    newTrigger: builder
  }
};
vm.createContext(world);
world.now = () => clock.now;
vm.runInContext(
  'Date = class extends Date { constructor(...a) { a.length ? super(...a) : super(now()); }' +
    ' static now() { return now(); } };',
  world
);
vm.runInContext(play.script, world);
runUntil(Infinity);
out.triggers = triggers.map(t => t.getHandlerFunction());
console.log(JSON.stringify(out));
