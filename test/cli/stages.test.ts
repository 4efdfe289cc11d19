import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { stages } from '../../functions/cli/stages.ts';

const said = (watched: boolean) => {
  const lines: string[] = [];
  return { lines, stage: stages({ complain: (text) => lines.push(text), watched }) };
};

test('what takes longer than a second says what it is doing, each stage once', async () => {
  const { lines, stage } = said(true);
  stage('reading');
  expect(lines).toEqual([]);
  await setTimeout(1100);
  expect(lines).toEqual(['nivas: reading …']);
  stage('writing');
  expect(lines).toEqual(['nivas: reading …', 'nivas: writing …']);
  stage();
});

test('what is quick, or watched by nobody, says nothing', async () => {
  const [quick, alone] = [said(true), said(false)];
  quick.stage('reading');
  quick.stage();
  alone.stage('reading');
  await setTimeout(1100);
  expect([quick.lines, alone.lines]).toEqual([[], []]);
});
