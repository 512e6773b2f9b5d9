// The pixels of a live figure, put together from the frames that the kernel sends.
//
// A frame is a list of runs of equal pixels, in reading order. It holds the whole picture, or only what differs from the
// picture of the number `base`; a page that does not have that one asks for all of it. One picture is kept, and each
// frame is written into it; only the rows that it touches are put on the canvas.

const PIXELS_OF_STILLS = 2; // for one of the page; a picture that comes later says how many it has

class Pixels {
  constructor() {
    this.number = null; // of the newest picture; there is none yet
  }

  // Takes a frame over, and says whether that could be done.
  take({ number, base, size, pixels, buffers }) {
    this.rows = [0, 0]; // the first that is new, and how many
    if (number === undefined) return true; // an error has no picture
    if (base !== null && base !== this.number) return false;
    const [width, height] = size;
    if (this.image?.width !== width || this.image.height !== height) this.image = new ImageData(width, height);
    const runs = words(buffers[0]);
    const n = runs.length / 3;
    fill(new Uint32Array(this.image.data.buffer), runs.subarray(0, n), runs.subarray(n, 2 * n), runs.subarray(2 * n));
    const first = n && Math.floor(runs[0] / width);
    this.rows = [first, n && Math.ceil(runs[2 * n - 1] / width) - first];
    [this.number, this.perPagePixel] = [number, pixels];
    return true;
  }

  // Puts the new rows on a canvas, or everything if it has not had a picture of this size.
  paint(canvas) {
    if (this.number === null) return;
    const { width, height } = this.image;
    const isNew = !canvas.bpContext || canvas.width !== width || canvas.height !== height;
    if (isNew) {
      Object.assign(canvas, { width, height });
      canvas.style.width = `${width / this.perPagePixel}px`;
      canvas.bpContext = canvas.getContext("2d", { alpha: false });
    }
    const [first, count] = isNew ? [0, height] : this.rows;
    if (count) canvas.bpContext.putImageData(this.image, 0, 0, 0, first, width, count);
  }
}

function fill(pixels, begins, ends, colors) {
  for (let run = 0; run < colors.length; run++) {
    const [end, color] = [ends[run], colors[run]];
    for (let pixel = begins[run]; pixel < end; pixel++) pixels[pixel] = color;
  }
}

function words(view) {
  return new Uint32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength)); // aligned
}
