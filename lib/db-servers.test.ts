import { expect, test } from 'vitest';
import { Servers, serversOf } from './db-servers';

test('one server is what it was', () => {
  for (const url of [
    'postgres://user:w%40rd@db.example.com:6432/switchyard?sslmode=require',
    'postgresql://localhost/switchyard',
    'postgres:///switchyard?host=/var/run/postgresql',
  ]) {
    expect(serversOf(url)).toEqual([url]);
  }
});

test('several are one string each, with the credentials, the name and the parameters of all', () => {
  expect(
    serversOf('postgres://u:p@one:5432,two:5433,[::1]/db?a=1&target_session_attrs=read-write&b=2'),
  ).toEqual([
    'postgres://u:p@one:5432/db?a=1&b=2',
    'postgres://u:p@two:5433/db?a=1&b=2',
    'postgres://u:p@[::1]/db?a=1&b=2',
  ]);
  expect(serversOf('postgres://u:p@one,two/db?target_session_attrs=primary')).toEqual([
    'postgres://u:p@one/db',
    'postgres://u:p@two/db',
  ]);
});

test('what names no server, or one that only reads, is refused without saying what it was', () => {
  for (const url of [
    'mysql://u:secret@one/db',
    'postgres://u:secret@one,/db',
    'postgres://u:secret@one:port,two/db',
    'postgres://u:secret@one,two/db?target_session_attrs=prefer-standby',
    'secret',
  ]) {
    expect(() => serversOf(url)).toThrow(/^(?!.*secret)/);
  }
});

test('a server is passed over once, however many found that it is no good', () => {
  const servers = new Servers(['a', 'b']);
  for (let n = 0; n < 5; n += 1) servers.passOver('a');
  expect(servers.now).toBe('b');
  servers.passOver('b');
  expect(servers.now).toBe('a');
});
