/** Whether there is room for what a backup writes, on the disks of this machine that it writes to. */
export type Room = {
  /** Throws `MustWait` (`disk-low`) while less than the reserve is free. Cheap enough to ask before every page. */
  demand(): Promise<void>
}
