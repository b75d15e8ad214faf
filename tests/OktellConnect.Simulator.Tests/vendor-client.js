// Drives the vendor's own JavaScript client (its path is an argument; it is not part of this repository) against a simulator
// and prints, as one line of JSON, every event the client raised. Needs nothing but Node.
'use strict';
const fs = require('fs');
const http = require('http');
const crypto = require('crypto');
const vm = require('vm');
const [, , clientPath, webSocketUrl, controlUrl] = process.argv;

// ---- a WebSocket with what the client uses of a browser's: text frames, ping, close --------------------------------
class BrowserWebSocket {
  constructor(url, protocol) {
    const key = crypto.randomBytes(16).toString('base64');
    this.readyState = 0;
    const request = http.request(url.replace(/^ws/, 'http'), {
      headers: {
        Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': key, 'Sec-WebSocket-Protocol': protocol,
      },
    });
    request.on('upgrade', (response, socket, head) => {
      const accept = crypto.createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
      // As browsers do: a server that does not choose the subprotocol asked for is refused.
      if (response.headers['sec-websocket-accept'] !== accept || response.headers['sec-websocket-protocol'] !== protocol) {
        socket.destroy();
        return this.closed();
      }
      this.socket = socket;
      this.readyState = 1;
      let held = head;
      let text = [];
      socket.on('data', (chunk) => {
        held = Buffer.concat([held, chunk]);
        for (;;) {
          if (held.length < 2) return;
          const opcode = held[0] & 15;
          let length = held[1] & 127;
          let start = 2;
          if (length === 126) {
            if (held.length < 4) return;
            length = held.readUInt16BE(2);
            start = 4;
          } else if (length === 127) {
            if (held.length < 10) return;
            length = Number(held.readBigUInt64BE(2));
            start = 10;
          }
          if (held.length < start + length) return;
          const final = (held[0] & 128) !== 0;
          const payload = held.subarray(start, start + length);
          held = held.subarray(start + length);
          if (opcode === 8) { this.frame(8, payload); socket.end(); } else if (opcode === 9) this.frame(10, payload);
          else if (opcode === 0 || opcode === 1) {
            text.push(payload);
            if (final) {
              const data = Buffer.concat(text).toString('utf8');
              text = [];
              this.onmessage && this.onmessage({ data });
            }
          }
        }
      });
      socket.on('close', () => this.closed());
      socket.on('error', () => this.closed());
      this.onopen && this.onopen({});
    });
    request.on('error', () => this.closed());
    request.end();
  }

  closed() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose && this.onclose({});
  }

  frame(opcode, payload) {
    const mask = crypto.randomBytes(4);
    const header = payload.length < 126 ? Buffer.from([128 | opcode, 128 | payload.length])
      : Buffer.from([128 | opcode, 128 | 126, payload.length >> 8, payload.length & 255]);
    this.socket.write(Buffer.concat([header, mask, payload.map((byte, index) => byte ^ mask[index % 4])]));
  }

  send(text) { this.frame(1, Buffer.from(text, 'utf8')); }

  close() { if (this.readyState === 1) this.frame(8, Buffer.alloc(0)); }
}

// ---- the browser around the client ----------------------------------------------------------------------------------
global.window = global;
global.WebSocket = BrowserWebSocket;
global.document = { cookie: '' };
global.localStorage = {};
global.location = { protocol: 'http:' };
vm.runInThisContext(fs.readFileSync(clientPath, 'utf8'), { filename: 'oktell.js' });

const events = [];
const failures = [];
let noted = () => {};
process.on('uncaughtException', (error) => failures.push(String(error && error.stack || error)));

function note(...entry) {
  events.push(entry);
  noted();
}

/** Waits until an event after the given place is wanted; answers the place behind it. */
function until(what, isWanted, from) {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`not seen: ${what}`)), 15000);
    noted = () => {
      const place = events.findIndex((entry, index) => index >= from && isWanted(entry));
      if (place >= 0) {
        clearTimeout(limit);
        noted = () => {};
        resolve(place + 1);
      }
    };
    noted();
  });
}

const phone = (state) => (entry) => entry[0] === 'stateChange' && entry[1] === state;
const user = (state) => (entry) => entry[0] === 'userStateChange' && entry[1] === state;

function control(what, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(controlUrl + 'simulator/' + what, { method: 'POST' }, (response) => {
      response.resume();
      response.on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${what}: ${response.statusCode}`))));
    });
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}

async function scenario() {
  const oktell = global.window.oktell;
  oktell.on('all', (name, ...details) => {
    if (['stateChange', 'userStateChange', 'callCenterStateChange'].includes(name)) note(name, ...details);
    else if (['connect', 'connectError', 'disconnect'].includes(name) || /^(ready|ring|backRing|call|talk)(Start|Stop)$/.test(name)) {
      note(name, ...details.flat().map((detail) => detail && (detail.phone || detail.code || detail.errorCode)).filter(Boolean));
    }
  });

  let place = 0;
  oktell.connect({ url: webSocketUrl, login: 'ivanov', password: 'Secret123', callback: (result) => note('connected', result.result === true) });
  place = await until('ready', (entry) => entry[0] === 'connect', place);
  const numbers = oktell.getNumbers();
  note('numbers', Object.keys(numbers).length, numbers['102'] && numbers['102'].caption);
  note('subordinate', Object.values(oktell.getUsers()).filter((one) => one.controlledByMe).map((one) => one.number).join());

  oktell.call('102', (result) => note('call', result.result === true));
  place = await until('backring', phone('backring'), place);
  place = await until('call', phone('call'), place);
  await control('answer', { user: 'petrov' });
  place = await until('talk', phone('talk'), place);
  note('abonents', oktell.getAbonents().map((abonent) => abonent.phone).join());
  oktell.endCall();
  place = await until('ready', phone('ready'), place);

  await control('call', { from: '+79161234567', to: '101' });
  place = await until('ring', phone('ring'), place);
  oktell.answer((result) => note('answer', result.result === true));
  place = await until('talk', phone('talk'), place);
  place = await until('answer', (entry) => entry[0] === 'answer', place - 2);
  await control('hangup', { number: '+79161234567' });
  place = await until('ready', phone('ready'), place - 1);

  oktell.setUserStatus('break', 2, (result) => note('setUserStatus', result.result === true));
  place = await until('break', user('break'), place - 2);
  oktell.setUserStatus('dnd', undefined, (result) => note('setUserStatus', result.result === true));
  place = await until('dnd', user('dnd'), place - 1);
  oktell.setUserStatus('ready', undefined, (result) => note('setUserStatus', result.result === true));
  place = await until('ready', user('ready'), place - 1);

  oktell.disconnect();
  await until('disconnect', (entry) => entry[0] === 'disconnect', 0);
}

scenario()
  .catch((error) => failures.push(String(error.stack || error)))
  .finally(() => {
    process.stdout.write(JSON.stringify({ events, failures }) + '\n', () => process.exit(0));
  });
