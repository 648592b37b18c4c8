/*! The episode page: chapters seek the player, and #t=582 finds its chapter. SPDX-License-Identifier: MIT */

const audio = document.querySelector('audio');
const chapters = [...document.querySelectorAll('.chapters [data-start]')];
const segments = [...document.querySelectorAll('.timeline [data-start]')];

/** Marks the chapter that holds this second, in the list and on the timeline. */
function mark(second) {
  const index = chapters.findLastIndex(({ dataset }) => Number(dataset.start) <= second);
  chapters.forEach((chapter, i) => {
    if (i === index) chapter.setAttribute('aria-current', 'true');
    else chapter.removeAttribute('aria-current');
  });
  const start = chapters[index]?.dataset.start;
  for (const segment of segments) segment.classList.toggle('now', segment.dataset.start === start);
  return chapters[index];
}

/** The second that the address asks for (media fragment: #t=582 or #t=582.5), or null. */
function asked() {
  const time = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  return time ? Number(time[1]) : null;
}

/** Lets the link to the show's own page lead to the moment that the visitor came for. */
function listenFrom(chapter) {
  const link = document.querySelector('.listen a');
  if (audio || !link || !chapter) return;
  link.href = chapter.href;
  link.querySelector('.from').textContent = `from ${chapter.querySelector('.time').textContent} `;
}

function seek(second, play) {
  if (!audio) return;
  audio.currentTime = second;
  if (play) audio.play().catch(() => {}); // Browsers may refuse to play; it stands at the moment.
}

function follow() {
  const second = asked();
  if (second === null) return;
  const chapter = mark(second);
  chapter?.scrollIntoView({ block: 'center' });
  listenFrom(chapter);
  seek(second, false);
}

document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-start]');
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const second = Number(target.dataset.start);
  if (audio) {
    event.preventDefault();
    history.replaceState(history.state, '', `#t=${second}`);
    mark(second);
    seek(second, true);
  } else if (target.localName === 'rect') {
    location.hash = `#t=${second}`;
  }
});
addEventListener('hashchange', follow);
audio?.addEventListener('timeupdate', () => mark(audio.currentTime));
follow();
