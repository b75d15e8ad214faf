// Runs the vendor's own JavaScript client (its path is the argument; it is not part of this repository) as a program that is told
// what to do: one JSON command a line on standard input, one JSON line for every answer, event and exception on standard
// output. The test tells the story; here is only the telephone. Needs nothing but Node.
//
//   {"id":1,"method":"call","args":["102"],"wait":true}  calls oktell.call("102", callback) and answers what the callback gets
//   {"id":2,"method":"getState","args":[]}               answers what the method returns
//   {"id":3,"look":true}                                 answers what the client shows of the telephone
//   {"id":3,"people":true}                               answers the number plan and the users
//   {"id":4,"native":["name"]}, {"id":5,"custom":["name"]}  subscribes; pushes come as events "native" and "custom"
//
// With --count <address> <number> it is a yardstick instead: it logs in, says "listening" with the first change of a number's state
// it is told of and "done <seen> 0 <ms of processor time>" when it has seen so many more.
'use strict';
const fs = require('fs');
const http = require('http');
const crypto = require('crypto');
const readline = require('readline');
const vm = require('vm');
const [, , clientPath, mode, countAddress, countWanted] = process.argv;

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
const oktell = global.window.oktell;

// ---- commands in, answers and events out ----------------------------------------------------------------------------
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
process.on('uncaughtException', (error) => say({ exception: String((error && error.stack) || error) }));

const party = (one) => one && { number: one.phone, name: one.name, key: one.key, userId: one.user && one.user.id, isExternal: one.isExternal, isIvr: one.isIvr || false, isCreator: one.isConferenceCreator || false };

function look() {
  const hold = oktell.getHoldInfo();
  return {
    state: oktell.getState(),
    abonents: oktell.getAbonents().map(party),
    conferenceId: oktell.conferenceId() || null,
    hasHold: hold.hasHold,
    held: hold.isConference ? null : party(hold.abonent) || null,
    heldConferenceId: hold.isConference ? hold.conferenceId : null,
    userState: oktell.getUserState(),
    userStatus: oktell.getUserStatus(),
  };
}

// Users and numbers refer to each other, so they cannot be told whole.
function people() {
  return {
    numbers: Object.fromEntries(Object.values(oktell.getNumbers()).map((one) => [one.number, { caption: one.caption, state: one.state }])),
    users: Object.values(oktell.getUsers()).map((one) => ({ id: one.id, name: one.name, number: one.number, controlledByMe: one.controlledByMe || false })),
  };
}

const plain = (value) => (value === undefined ? null : value);

function carryOut(command, answer) {
  if (command.look) return answer(look());
  if (command.people) return answer(people());
  if (command.native) {
    oktell.onNativeEvent(command.native.join(' '), (data) => say({ event: 'native', args: [data] }));
    return answer(true);
  }
  if (command.custom) {
    for (const name of command.custom) oktell.onCustomEvent(name, (data) => say({ event: 'custom', args: [name, data] }));
    return answer(true);
  }
  if (command.method === 'connect') return oktell.connect({ ...command.args[0], callback: answer });
  if (!command.wait) return answer(oktell[command.method](...command.args));
  return oktell[command.method](...command.args, answer);
}

function count() {
  let seen = -1;
  let busy;
  oktell.connect({
    url: countAddress, login: 'ivanov', password: 'Secret123',
    callback: () => oktell.onNativeEvent('pbxnumberstatechanged', (data) => {
      if (seen < 0) {
        busy = process.cpuUsage();
        process.stdout.write('listening\n');
      }
      seen += data.numbers.length;
      if (seen >= Number(countWanted)) {
        const used = process.cpuUsage(busy);
        process.stdout.write(`done ${seen} 0 ${Math.round((used.user + used.system) / 1000)}\n`, () => process.exit(0));
      }
    }),
  });
}

function obey() {
  // Objects of the client refer to each other at most downwards; functions in them do not matter here.
  oktell.on('all', (name, ...details) => say({ event: name, args: details.map(plain) }));
  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    const command = JSON.parse(line);
    try {
      carryOut(command, (value) => say({ id: command.id, value: plain(value) }));
    } catch (error) {
      say({ exception: String((error && error.stack) || error) });
      say({ id: command.id, value: null });
    }
  }).on('close', () => process.exit(0));
}

if (mode === '--count') count(); else obey();
