import ConnectionScreen from '../features/connection/ConnectionScreen.tsx'

/** The connection is looked after by features that do not know each other. */
export default function ConnectionRoute() {
  return <ConnectionScreen automaticRotation={null} removal={null} />
}
