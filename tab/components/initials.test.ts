import { expect, it } from 'vitest'
import { initialsOf } from './initials.ts'

it('initials are of the first name and the last', () => {
  const names = [
    'Mia Berg',
    'Jonas van der Keller',
    'Cher',
    'Ada Byron (Finance)',
    '',
    '+49 30 1234',
    'émile zola',
  ]
  expect(names.map(initialsOf)).toEqual(['MB', 'JK', 'C', 'AB', '', '', 'ÉZ'])
})
