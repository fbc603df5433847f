// Signs the reader in to the comments as soon as they are there, or out where nobody is signed in here.
await customElements.whenDefined("comment-thread");
const answer = await fetch("/comments/who", { credentials: "include", cache: "no-store" });
const token = answer.status === 200 ? (await answer.json()).token : null;
await document.querySelector("comment-thread").identify(token);
