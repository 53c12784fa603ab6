/** Whether there is room for what a backup writes, on the disks of this machine that it writes to. */
export type Room = {
  /** Throws `MustWait` (`disk-low`) while less than the reserve is free. Cheap enough to ask before every page. */
  demand(): Promise<void>
  /** The disk that will soon have less, while there is time to do something; undefined where there is plenty. */
  filling(): Promise<Filling | undefined>
}

/** `leftMb` are free on the disk of `folder`, of which `reserveMb` are kept free. */
export type Filling = { readonly folder: string; readonly leftMb: number; readonly reserveMb: number }
