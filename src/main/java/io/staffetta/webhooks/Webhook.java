package io.staffetta.webhooks;

/**
 * Describes the webhook by which an application hears of its messages.
 *
 * @param application its name
 * @param url where
 * @param secret by which it is signed
 */
public record Webhook(String application, String url, String secret) {

    /** Does not tell the secret. */
    @Override
    public String toString() {
        return "Webhook[" + application + "]";
    }
}
