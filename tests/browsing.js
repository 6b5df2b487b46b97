// What can be seen of the outputs of a notebook from one of its cells on, down to the foot of the window.
async first => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const later = time => new Promise(done => setTimeout(done, time));
    const luminance = ([red, green, blue]) => [red, green, blue].map(part => part / 255)
        .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    const colours = text => text.match(/[0-9.]+/g).map(Number);
    const ground = node => {
        for (; node; node = node.parentElement) {
            const colour = colours(getComputedStyle(node).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    const contrast = node => {
        const [low, high] = [luminance(colours(getComputedStyle(node).color)), luminance(ground(node))]
            .sort((one, other) => one - other);
        return (high + 0.05) / (low + 0.05);
    };
    // Cells out of sight are not in the page: they are when they have been scrolled to.
    await notebook.scrollToItem(first, 'start');
    await later(150);
    const foot = notebook.node.getBoundingClientRect().bottom;
    const seen = cell => cell.node.isConnected && cell.node.getBoundingClientRect().bottom <= foot;
    let next = first + 1;
    while (next < notebook.widgets.length && seen(notebook.widgets[next])) next += 1;
    const found = {next: next < notebook.widgets.length ? next : null, images: [], wrong: [], marks: 0, texts: []};
    for (const cell of notebook.widgets.slice(first, next)) {
        await cell.ready;
        for (const area of cell.node.querySelectorAll('.jp-OutputArea-output')) {
            const kind = area.dataset.mimeType ?? '';
            if (/(stderr|error)$/.test(kind)) found.wrong.push(area.innerText);
            found.marks += area.querySelectorAll('mark').length;
            for (const image of area.querySelectorAll('img')) {
                await image.decode();
                const visible = image.naturalWidth > 0 && image.getClientRects().length > 0;
                found.images.push(visible ? image.alt : '');
            }
            const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const text = walker.currentNode.textContent.trim(), node = walker.currentNode.parentElement;
                if (text && node.getClientRects().length) found.texts.push([text, contrast(node)]);
            }
        }
    }
    return found;
}
