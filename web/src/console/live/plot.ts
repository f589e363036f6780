/* uPlot, set up for the console: ten minutes that move, from zero up, in the colours of the theme. */
import uPlot from 'uplot';
import type { Column } from './history.ts';

export interface Line {
  column: Column;
  label: string;
  /** Which of --series-1 to --series-5. */
  tone: 1 | 2 | 3 | 4 | 5;
  dash?: number[];
  filled?: boolean;
  /** Drawn as steps: a value that holds until it is changed. */
  stepped?: boolean;
}

export interface Colours {
  lines: string[];
  axis: string;
  grid: string;
}

interface PlotSetup {
  lines: readonly Line[];
  colours: Colours;
  font: string;
  /** How many seconds are shown, of which the newest is `newest`. */
  span: (newest: number) => number;
  value: (value: number) => string;
  /** The axis reaches at least so far, so that little does not look like much. */
  least: number;
  /** `fine`: the marks are less than a minute apart. */
  time: (second: number, fine: boolean) => string;
  /** What to write into the plot at which second, oldest first. */
  marks: () => readonly { second: number; label: string }[];
  /** The row under the pointer, or null. */
  onpoint: (row: number | null) => void;
}

const axisWidth = 58;

/** A colour with some of it let through; colours come as the browser computed them. */
function thin(colour: string): string {
  return `color-mix(in srgb, ${colour} 14%, transparent)`;
}

function timesOf({ time }: PlotSetup): uPlot.Axis.Values {
  return (_plot, seconds, _axis, _space, apart) => seconds.map((second) => time(second, apart < 60));
}

/** Dashed lines from top to bottom; a label that would run into the one before is left out. */
function drawMarks(plot: uPlot, { marks, colours, font }: PlotSetup) {
  const { ctx: context, bbox } = plot;
  const ratio = devicePixelRatio;
  context.save();
  context.strokeStyle = context.fillStyle = colours.axis;
  context.lineWidth = ratio;
  context.setLineDash([2 * ratio, 3 * ratio]);
  context.font = font.replace(/^\d+px/, `${11 * ratio}px`);
  context.textBaseline = 'bottom';
  context.textAlign = 'left';
  let free = bbox.left;
  for (const { second, label } of marks()) {
    const x = Math.round(plot.valToPos(second, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    context.beginPath();
    context.moveTo(x, bbox.top);
    context.lineTo(x, bbox.top + bbox.height);
    context.stroke();
    const width = context.measureText(label).width;
    const begin = Math.min(x, bbox.left + bbox.width - width);
    if (begin < free) continue;
    context.fillText(label, begin, bbox.top - 2 * ratio);
    free = begin + width + 4 * ratio;
  }
  context.restore();
}

export function optionsOf(setup: PlotSetup, width: number, height: number): uPlot.Options {
  const { colours, font } = setup;
  const axis = { stroke: colours.axis, font, ticks: { show: false }, grid: { stroke: colours.grid, width: 1 } };
  return {
    width,
    height,
    padding: [18, 12, 0, 0],
    legend: { show: false },
    cursor: { sync: { key: 'console' }, drag: { x: false, y: false }, points: { size: 7 }, y: false },
    scales: {
      x: { time: true, range: (_plot, _least, most) => [most - setup.span(most), most] },
      y: { range: (_plot, _least, most) => [0, Math.max(most * 1.12, setup.least)] },
    },
    axes: [
      { ...axis, size: 28, space: 70, values: timesOf(setup), grid: { show: false } },
      { ...axis, size: axisWidth, space: 34, values: (_plot, values) => values.map(setup.value) },
    ],
    series: [
      {},
      ...setup.lines.map((line, i) => ({
        label: line.label,
        stroke: colours.lines[i] ?? colours.axis,
        width: 2,
        points: { show: false },
        spanGaps: false,
        ...(line.dash ? { dash: line.dash } : {}),
        ...(line.filled ? { fill: thin(colours.lines[i] ?? colours.axis) } : {}),
        ...(line.stepped && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
      })),
    ],
    hooks: {
      setCursor: [(plot) => setup.onpoint(plot.cursor.idx ?? null)],
      draw: [(plot) => drawMarks(plot, setup)],
    },
  };
}
