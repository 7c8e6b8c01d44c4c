package io.staffetta.message;

/** The alphabet of SMS, 3GPP TS 23.038 (formerly GSM 03.38): the default table and the default extension table. */
final class GsmAlphabet {

    private static final String DEFAULT = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";

    /** Septets by character. All characters of the alphabet lie below U+20AD. */
    private static final byte[] SEPTETS = septets();

    private GsmAlphabet() {}

    /** Septets that a character takes: 1, or 2 for those behind an escape; 0 if it is not in the alphabet. */
    static int septets(char c) {
        return c < SEPTETS.length ? SEPTETS[c] : 0;
    }

    /** Whether the alphabet has every character of a text. */
    static boolean covers(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (septets(text.charAt(i)) == 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] septets() {
        byte[] septets = new byte['€' + 1];
        DEFAULT.chars().forEach(c -> septets[c] = 1);
        EXTENSION.chars().forEach(c -> septets[c] = 2);
        return septets;
    }
}
