/**
 * Aftersheet edit hint: tells the desk that this spreadsheet was edited, so that the desk looks
 * at it within about a minute. It says which spreadsheet, what kind of change and when, and
 * never what stands in a cell. How to install it, and its limits: edit_hint.md
 *
 * Script Properties: AFTERSHEET_HINT_URL     https address of the desk, ending in /hint
 *                    AFTERSHEET_HINT_SECRET  keyid:secret, one of those that the desk knows
 *
 * @OnlyCurrentDoc
 */

const HINT_VERSION = '1';
/** Within this time after a post there is no other. The desk counts on it: 20 s, no longer. */
const HINT_QUIET_MS = 20 * 1000;
/** Waiting counts as running, and Google stops a person's triggers after 90 minutes a day. */
const HINT_WAITS_A_DAY = 90;
const HINT_ACCEPTED = 202;

/** Adds the menu when the spreadsheet is opened. */
function onOpen() {
  const words = hintWords_();
  SpreadsheetApp.getUi()
    .createMenu('Aftersheet')
    .addItem(words.install, 'installEditHint')
    .addItem(words.show, 'showEditHint')
    .addItem(words.remove, 'removeEditHint')
    .addToUi();
}

/** Installs the trigger in the name of whoever clicks, or says what is missing. */
function installEditHint() {
  if (!hintSettings_()) {
    return hintSay_(hintWords_().unset);
  }
  hintTriggers_().forEach(trigger => ScriptApp.deleteTrigger(trigger));
  ScriptApp.newTrigger('onSheetChange')
    .forSpreadsheet(SpreadsheetApp.getActive())
    .onChange() // fires at edits too, and also where rows or columns come and go
    .create();
  showEditHint();
}

/** Removes the triggers of whoever clicks. */
function removeEditHint() {
  hintTriggers_().forEach(trigger => ScriptApp.deleteTrigger(trigger));
  hintSay_(hintWords_().removed);
}

/** Posts a hint now, and shows whether the desk took it and whether the trigger is there. */
function showEditHint() {
  const words = hintWords_();
  const trigger = hintTriggers_().length ? words.installed : words.absent;
  const answer = hintSettings_() ? hintAnswered_(hintTry_('TEST')) : words.unset;
  hintSay_(trigger + '\n' + answer);
}

/** The trigger: runs at every change, and never troubles the person who edits. */
function onSheetChange(event) {
  try {
    const kind = String((event && event.changeType) || 'OTHER');
    if (kind !== 'FORMAT') { // colours are nothing that the desk reads
      hint_(kind);
    }
  } catch (error) {
    console.error('Aftersheet hint: ' + error);
  }
}

/** Posts a hint, unless another execution has just posted or is about to. */
function hint_(kind) {
  const turn = hintLocked_(hintTurn_);
  if (!turn) {
    return;
  }
  if (turn.pause > 0) {
    Utilities.sleep(turn.pause);
    if (!hintLocked_(cache => hintStillMine_(cache, turn))) {
      return;
    }
  }
  hintTry_(kind);
}

/** Decides: post now (pause 0), wait and post for all that is edited meanwhile, or null. */
function hintTurn_(cache) {
  const now = Date.now();
  const posted = Number(cache.get('posted') || 0);
  const rest = posted + HINT_QUIET_MS - now;
  if (rest <= 0) {
    cache.put('posted', String(now), 60);
    return { pause: 0 };
  }
  if (cache.get('waiting') || !hintMayWait_(cache, now)) {
    return null; // the one that waits posts for this edit too
  }
  cache.put('waiting', '1', 60);
  return { pause: Math.min(rest, HINT_QUIET_MS), posted: posted };
}

/** After the wait: nobody has posted since, so it is for this execution to do it. */
function hintStillMine_(cache, turn) {
  cache.remove('waiting');
  if (Number(cache.get('posted') || 0) > turn.posted) {
    return false;
  }
  cache.put('posted', String(Date.now()), 60);
  return true;
}

/** Counts the waits of a day; without one an edit is still seen, as the desk waits as well. */
function hintMayWait_(cache, now) {
  const key = 'waits-' + new Date(now).toISOString().slice(0, 10);
  const waits = Number(cache.get(key) || 0);
  cache.put(key, String(waits + 1), 21600);
  return waits < HINT_WAITS_A_DAY;
}

/** Runs a step that no other execution may run at once; null where its turn does not come. */
function hintLocked_(step) {
  const lock = LockService.getScriptLock();
  if (!lock.tryLock(5000)) {
    return null;
  }
  try {
    return step(CacheService.getScriptCache());
  } finally {
    lock.releaseLock();
  }
}

/** Posts, and returns the status of the answer; 0 where there was none. Failure is only logged. */
function hintTry_(kind) {
  try {
    const settings = hintSettings_();
    const status = settings ? hintPost_(settings, kind) : 0;
    if (status !== HINT_ACCEPTED) {
      console.error('Aftersheet hint: not accepted, status ' + status);
    }
    return status;
  } catch (error) {
    console.error('Aftersheet hint: ' + error);
    return 0;
  }
}

function hintPost_(settings, kind) {
  const now = Math.floor(Date.now() / 1000);
  const said = { spreadsheet: SpreadsheetApp.getActive().getId(), kind: kind, time: now };
  const body = JSON.stringify(said);
  return UrlFetchApp.fetch(settings.url, {
    method: 'post',
    contentType: 'application/json',
    payload: body,
    headers: hintHeaders_(settings, body, now, Utilities.getUuid()),
    muteHttpExceptions: true,
    followRedirects: false
  }).getResponseCode();
}

/** Signs "version.time.nonce.sha256(body)"; the desk reads nothing that is not signed. */
function hintHeaders_(settings, body, now, nonce) {
  const utf8 = Utilities.Charset.UTF_8;
  const digest = Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, body, utf8);
  const signed = [HINT_VERSION, now, nonce, hintHex_(digest)].join('.');
  const mac = Utilities.computeHmacSha256Signature(signed, settings.secret, utf8);
  return {
    'X-Aftersheet-Version': HINT_VERSION,
    'X-Aftersheet-Key': settings.key,
    'X-Aftersheet-Time': String(now),
    'X-Aftersheet-Nonce': nonce,
    'X-Aftersheet-Signature': Utilities.base64Encode(mac)
  };
}

/** Apps Script gives bytes from -128 to 127: without the mask the half of them come out wrong. */
function hintHex_(bytes) {
  return bytes.map(byte => ((byte & 0xff) + 0x100).toString(16).slice(1)).join('');
}

/** The settings, or null while they are not complete. */
function hintSettings_() {
  const properties = PropertiesService.getScriptProperties();
  const url = (properties.getProperty('AFTERSHEET_HINT_URL') || '').trim();
  const text = (properties.getProperty('AFTERSHEET_HINT_SECRET') || '').trim();
  const parts = /^([A-Za-z0-9_-]{1,32}):([!-~]{32,})$/.exec(text);
  return parts && /^https:\/\//.test(url) ? { url: url, key: parts[1], secret: parts[2] } : null;
}

function hintTriggers_() {
  return ScriptApp.getProjectTriggers()
    .filter(trigger => trigger.getHandlerFunction() === 'onSheetChange');
}

function hintSay_(text) {
  SpreadsheetApp.getUi().alert('Aftersheet', text, SpreadsheetApp.getUi().ButtonSet.OK);
}

function hintAnswered_(status) {
  const words = hintWords_();
  if (status === HINT_ACCEPTED) {
    return words.works;
  }
  const known = { 0: words.unreached, 401: words.refused, 404: words.closed };
  return known[status] || words.failed + status;
}

function hintWords_() {
  return String(Session.getActiveUserLocale()).indexOf('zh') === 0 ? HINT_ZH : HINT_EN;
}

const HINT_EN = {
  install: 'Install the edit hint',
  show: 'Does the edit hint work?',
  remove: 'Remove the edit hint',
  removed: 'The edit hint is removed. The desk still sees every edit, only later.',
  installed: 'The trigger is installed.',
  absent: 'You have installed no trigger here.',
  unset: 'Set AFTERSHEET_HINT_URL (https://…/hint) and AFTERSHEET_HINT_SECRET (keyid:secret) first: '
    + 'Extensions > Apps Script > Project Settings > Script Properties.',
  works: 'The desk took the hint: it works.',
  unreached: 'The desk could not be reached. Check AFTERSHEET_HINT_URL.',
  refused: 'The desk refused the hint. Compare AFTERSHEET_HINT_SECRET with the desk\'s, '
    + 'and check that the desk looks after this spreadsheet.',
  closed: 'There is no open door at that address: check AFTERSHEET_HINT_URL, and that the desk '
    + 'has AFTERSHEET_HINT_SECRETS.',
  failed: 'The desk did not take the hint. It answered: '
};

const HINT_ZH = {
  install: '安装编辑提示',
  show: '编辑提示是否有效？',
  remove: '移除编辑提示',
  removed: '编辑提示已移除。系统仍会看到每一处修改，只是稍晚一些。',
  installed: '触发器已安装。',
  absent: '您尚未在此安装触发器。',
  unset: '请先设置 AFTERSHEET_HINT_URL（https://…/hint）和 AFTERSHEET_HINT_SECRET（keyid:secret）：'
    + '扩展程序 > Apps 脚本 > 项目设置 > 脚本属性。',
  works: '系统已收到提示，工作正常。',
  unreached: '无法连接系统，请检查 AFTERSHEET_HINT_URL。',
  refused: '系统拒绝了提示。请核对 AFTERSHEET_HINT_SECRET 与系统中的设置是否一致，'
    + '并确认系统负责的正是此表格。',
  closed: '该地址没有开放的入口：请检查 AFTERSHEET_HINT_URL，并确认系统已设置 AFTERSHEET_HINT_SECRETS。',
  failed: '系统未接受提示，返回状态：'
};
