import type { Locator } from 'playwright-core';

/** What is used of an element; the project is compiled without the browser's types. */
interface Shown {
  childNodes: Iterable<{ nodeType: number; textContent: string | null }>;
  parentElement: Shown | null;
  ownerDocument: { defaultView: { getComputedStyle(element: Shown): Record<string, string> } };
  textContent: string;
  scrollWidth: number;
  clientWidth: number;
  scrollHeight: number;
  clientHeight: number;
  checkVisibility(): boolean;
  querySelectorAll(selector: string): Iterable<Shown>;
}

/** The visible texts in there that are wider or higher than the place they have, and so are not seen whole. */
export function cutOff(area: Locator): Promise<string[]> {
  return area.evaluate((root: Shown) => {
    const hasText = ({ childNodes }: Shown) => [...childNodes].some((n) => n.nodeType === 3 && n.textContent?.trim());
    const isCut = (element: Shown) => {
      const { overflowX, overflowY, display } = element.ownerDocument.defaultView.getComputedStyle(element);
      // An inline element has no size of its own: what could cut it is around it.
      if (display === 'inline') return false;
      const isWider = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      // Letters like g reach a little out of a tight line.
      const isHigher = overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 3;
      return isWider || isHigher;
    };
    // What cuts a text is itself, or what is tightly around it; further out is what scrolls.
    const around = (element: Shown) => [element, element.parentElement, element.parentElement?.parentElement];
    return [...root.querySelectorAll('*')]
      .filter((element) => hasText(element) && element.checkVisibility())
      .filter((element) => around(element).some((one) => one && isCut(one)))
      .map(({ textContent }) => textContent.trim());
  });
}
