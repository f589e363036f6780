/** The strokes of a Lucide icon as one path: see lucide_paths.ts. */
declare module 'lucide:*' {
  const path: string;
  export default path;
}
