import { expect, test } from 'vitest';
import { VolumeHolders } from './volume-holders.ts';

test('copies of a service have volumes of their own', () => {
  const holders = new VolumeHolders();
  expect(holders.take('users-1', 'users', undefined)).toBe('users-1');
  expect(holders.take('users-2', 'users', undefined)).toBe('users-2');
});

test('an instance that is started again has the volume of the one before', () => {
  const holders = new VolumeHolders();
  holders.take('users-1', 'users', undefined);
  holders.take('users-2', 'users', undefined);
  holders.release('users-1', 'users-1');
  expect(holders.take('users-3', 'users', undefined)).toBe('users-1');
});

test('a volume that an instance has is refused to another', () => {
  const holders = new VolumeHolders();
  holders.take('users-1', 'users', 'disk');
  const taking = () => holders.take('bank-1', 'bank', 'disk');
  expect(taking).toThrow("bank cannot have the volume 'disk': users-1 has it.");
  expect(taking).toThrow(expect.objectContaining({ code: 'volume-in-use' }));
});

test('nobody lets go of a volume that another has', () => {
  const holders = new VolumeHolders();
  holders.take('users-1', 'users', 'disk');
  holders.release('users-2', 'disk');
  expect(() => holders.take('users-2', 'users', 'disk')).toThrow('users-1 has it');
});
