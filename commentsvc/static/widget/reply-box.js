/** The box for a reply: at most one is open in a thread. */

import { drawShell } from "./composer-shell.js";
import { put } from "./dom.js";

export class ReplyBox {
  #thread;
  #view = null;
  /** The drawn form of the open box, or null. */
  shell = null;

  constructor(thread) {
    this.#thread = thread;
  }

  /** Id of the comment that is being answered. */
  get answered() {
    return this.#view?.comment.id;
  }

  /** Opens the box under a comment and closes another one. */
  async open(view) {
    this.close();
    const label = this.#thread.t("reply_to", { name: view.comment.author.name });
    const shell = drawShell(this.#thread.site, { label, placeholder: label, wake: () => {} });
    shell.awake = true;
    put(view.slot, shell.form);
    view.replyButton.setAttribute("aria-expanded", "true");
    this.#view = view;
    this.shell = shell;
    shell.box.focus();
    await this.#thread.wake(shell, view).catch(() => this.close());
  }

  /** Closes the box; its draft stays on the device. */
  close(focus = false) {
    const view = this.#view;
    this.#view = null;
    this.shell = null;
    if (!view) return;
    put(view.slot);
    view.replyButton.removeAttribute("aria-expanded");
    if (focus) (view.replyButton.hidden ? view.article : view.replyButton).focus();
  }
}
