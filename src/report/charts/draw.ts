// A Vega-Lite spec becomes an SVG here, in process: no browser, no network, no font files.
import { logger, None, parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

/** @returns one `<svg>` element; Vega escapes the text in it */
export async function drawSvg(spec: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(spec, { logger: logger(None) }).spec), { renderer: 'none', logLevel: None })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}
