"use strict";
// The token stands behind the hash sign, so that no server or proxy sees it before this page sends it.
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
const form = document.getElementById("join");
const answer = document.getElementById("answer");
const text = (id) => document.getElementById(id).value.trim() || null;
if (!token) {
  form.hidden = true;
  answer.textContent = "This page needs the whole link you were given.";
}
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const response = await fetch("api/v1/invitations/acceptance", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, email: text("email"), name: text("name"), password: document.getElementById("password").value }),
  });
  const said = await response.json();
  form.hidden = response.ok;
  answer.textContent = response.ok
    ? "Welcome, " + said.name + ". You can sign in as " + said.email + "."
    : said.detail + " " + said.advice;
});
