// Asks the browser for a passkey when the button is pressed, and sends its answer with the form.
// Without this script, or in a browser that knows no passkeys, the button stays hidden and codes serve.
const button = document.querySelector("[data-passkey-options]");
const known = window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.isSecureContext;

if (button && known) {
  const form = button.form;
  const said = document.querySelector("[data-passkey-said]");
  const options = JSON.parse(button.dataset.passkeyOptions);
  const adding = button.dataset.passkeyFor === "add";

  async function ask() {
    const credential = adding
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.querySelector("input[name$=passkey]").value = JSON.stringify(credential.toJSON());
    form.submit();
  }

  button.hidden = false;
  document.querySelectorAll("[data-without-passkey]").forEach((part) => { part.hidden = true; });
  button.addEventListener("click", () => {
    if (adding && !form.reportValidity()) return;
    said.textContent = "Suivez les indications du navigateur.";
    ask().catch(() => { said.textContent = "La clé d’accès n’a pas répondu. Réessayez, ou utilisez un code."; });
  });
}
