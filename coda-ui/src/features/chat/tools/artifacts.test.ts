import { expect, it } from 'vitest';
import { artifactsIn } from './artifacts';

it('finds the artifacts of a result wherever they stand, each once', () => {
  const output = [
    { type: 'text', text: 'Look:' },
    { type: 'media', mime_type: 'image/png', name: 'line.png', artifact_id: 'a1' },
    {
      contents: [
        { type: 'media', mime_type: 'image/png', artifact_id: 'a2' },
        { artifact_id: 'a1', name: 'line.png' },
      ],
    },
  ];
  expect(artifactsIn(output)).toEqual([
    { id: 'a1', title: 'Download line.png' },
    { id: 'a2', title: 'Download image/png' },
  ]);
  expect(artifactsIn('text')).toEqual([]);
  expect(artifactsIn(undefined)).toEqual([]);
});
