// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { findPlace, readHash, readHref, readViewpoint, viewpointHash } from './links';

const HERE = new URL('http://localhost:4080/#/1,2,3');
const POSITION = { x: 1, y: -2.5, z: 30 };

describe('the part of the address behind #', () => {
  it('is a viewpoint', () => {
    expect(readHash('#/1,-2.5,3e1/0,1,0,0')).toEqual({
      kind: 'viewpoint',
      position: POSITION,
      rotation: { x: 0, y: 1, z: 0, w: 0 },
    });
    expect(readHash('#/1,-2.5,30')).toEqual({ kind: 'viewpoint', position: POSITION, rotation: undefined });
  });

  it('is the name of a place', () => {
    expect(readHash('#The%20pier')).toEqual({ kind: 'place', name: 'The pier' });
  });

  it('is an owner’s secret', () => {
    expect(readHash('#claim=s3cret-_')).toEqual({ kind: 'claim', secret: 's3cret-_' });
  });

  it.each(['', '#', '#/'])('is nothing: %j', (hash) => {
    expect(readHash(hash)).toEqual({ kind: 'nothing' });
  });

  it.each(['#/1,2', '#/1,2,x', '#/1,2,3/0,0,0', '#/1,2,3/0,0,0,1/9', '#/1,2,Infinity', '#/,,'])(
    'leads nowhere: %s',
    (hash) => {
      expect(readHash(hash).kind).toBe('unknown');
    },
  );

  it('may be badly encoded', () => {
    expect(readHash('#100%')).toEqual({ kind: 'place', name: '100%' });
  });
});

describe('a viewpoint', () => {
  it('has its rotation normalised', () => {
    expect(readViewpoint('/0,0,0/0,0,0,5')?.rotation).toEqual({ x: 0, y: 0, z: 0, w: 1 });
  });

  it('is written so that it is read again', () => {
    const hash = viewpointHash(POSITION, { x: 0, y: 0.6, z: 0, w: 0.8 });
    expect(hash).toBe('#/1,-2.5,30/0,0.6,0,0.8');
    expect(readHash(hash)).toMatchObject({ kind: 'viewpoint', position: POSITION });
  });
});

describe('a link of a thing', () => {
  it.each([
    ['#pier', { kind: 'place', name: 'pier' }],
    ['/pier', { kind: 'place', name: 'pier' }],
    ['hifi://somewhere/pier', { kind: 'place', name: 'pier' }],
    ['hifi://pier', { kind: 'place', name: 'pier' }],
    ['hifi://x/1,-2.5,30', { kind: 'viewpoint', position: POSITION, rotation: undefined }],
    ['/1,-2.5,30', { kind: 'viewpoint', position: POSITION, rotation: undefined }],
    ['http://localhost:4080/#pier', { kind: 'place', name: 'pier' }],
  ])('leads within the domain: %s', (href, target) => {
    expect(readHref(href, HERE)).toEqual(target);
  });

  it.each(['https://example.org/', 'http://localhost:9999/#pier', 'http://localhost:4080/#claim=x', '#claim=x'])(
    'never spends an owner’s secret, and leads elsewhere or nowhere: %s',
    (href) => {
      expect(['elsewhere', 'unknown']).toContain(readHref(href, HERE).kind);
    },
  );

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'nonsense'])('is refused: %s', (href) => {
    expect(readHref(href, HERE)).toEqual({ kind: 'unknown', text: href });
  });
});

describe('places', () => {
  it('are found whatever their capitals', () => {
    expect(findPlace(new Map([['Pier', '/0,0,0']]), 'pIER')).toEqual(['Pier', '/0,0,0']);
    expect(findPlace(new Map(), 'pier')).toBeUndefined();
  });
});
