import type { PictureName } from './steps.ts'

interface PictureProps {
  name: PictureName
  /** Numbers of the step's actions: the picture marks where they are done. */
  numbers: ReadonlyMap<string, number>
}

/** The page an action is done on, drawn simply. */
export function Picture({ name, numbers }: PictureProps) {
  return <div data-picture={name} data-marks={numbers.size} />
}
