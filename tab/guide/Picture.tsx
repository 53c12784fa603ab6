import { PICTURE_OF } from './pictures/pictures.tsx'
import type { PictureName } from './steps.ts'
import { useGuideWords } from './words.ts'

interface PictureProps {
  name: PictureName
  /** Numbers of the step's actions: the picture marks where they are done. */
  numbers: ReadonlyMap<string, number>
}

/** The page an action is done on, drawn simply. */
export function Picture({ name, numbers }: PictureProps) {
  const words = useGuideWords()
  const Drawn = PICTURE_OF[name]
  return <Drawn words={words} numbers={numbers} />
}
