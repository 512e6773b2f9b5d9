// One <img> that always shows the newest PNG from the kernel, with its alternative text.

function render({ model, el }) {
  const image = document.createElement("img");
  Object.assign(image.style, { maxWidth: "100%", height: "auto", background: "#FFFFFF", borderRadius: "6px" });
  let address = null;

  function show() {
    const older = address;
    address = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
    image.onload = () => {
      image.style.width = `${image.naturalWidth / 2}px`; // pictures come with two pixels per CSS pixel
      if (older) URL.revokeObjectURL(older);
    };
    image.src = address;
    image.alt = model.get("alt");
  }

  model.on("change:png", show);
  show();
  const figure = document.createElement("figure");
  figure.style.margin = "0.5em 0";
  figure.append(image);
  el.append(figure);
  return () => {
    model.off("change:png", show);
    URL.revokeObjectURL(address);
  };
}

export default { render };
