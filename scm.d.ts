// Scheme sources are imported as text (esbuild and vitest load them so).
declare module "*.scm" {
  const text: string;
  export default text;
}
