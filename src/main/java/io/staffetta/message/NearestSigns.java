package io.staffetta.message;

import java.util.HashMap;
import java.util.Map;

/**
 * Signs that are no letters, and what a person writes for them who has only the characters of {@link GsmAlphabet}. What is not
 * here, and does not decompose into what is, has nothing near: emoji, check marks and the like.
 */
final class NearestSigns {

    private static final Map<Integer, String> SIGNS = signs();

    private NearestSigns() {}

    /** What is written for a sign; {@code null} if nothing is near. */
    static String of(int c) {
        return SIGNS.get(c);
    }

    private static Map<Integer, String> signs() {
        Map<Integer, String> signs = new HashMap<>();
        quotesAndLines(signs);
        mathematics(signs);
        money(signs);
        put(signs, "*", "•‣∙⋅·●○◦▪▫■□◆◇★☆∗※⁎✱✲❖\uf0b7\uf0a7"); // the last two: bullets of Word, private use
        put(signs, "->", "→⇒⇨⟶⟹➔➙➛➜➝➞➟➠➡➨➩➪➭➮➯➱➵➸➺➻➼➽➾⮕\uf0e0"); // the last one: arrow of Word and Outlook
        put(signs, "<-", "←⇐⇦⟵⟸⬅");
        put(signs, "<->", "↔⇔⟷⟺⬌");
        put(signs, ">", "›►▶▸▷➤➢➣");
        put(signs, "<", "‹◄◀◂◁");
        put(signs, "(c)", "©");
        put(signs, "(R)", "®");
        put(signs, "(TM)", "™");
        put(signs, "(SM)", "℠");
        put(signs, "(P)", "℗");
        put(signs, "e", "℮");
        put(signs, "+", "†");
        put(signs, "?!", "‽");
        return signs;
    }

    private static void quotesAndLines(Map<Integer, String> signs) {
        put(signs, "'", "`´‘’‚‛′‵ʹʻʼʽʾʿˈ΄᾽᾿＇");
        put(signs, "\"", "“”„‟″‶«»〝〞〟ʺˮ¨");
        put(signs, " ", "\t");
        put(signs, "-", "−⁃˗¯─━┄┅┈┉╌╍");
        put(signs, "|", "¦∣│┃║┆┇┊┋");
        put(signs, "||", "‖∥");
        put(signs, "=", "═");
        put(signs, "+", "┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╯╰");
        put(signs, ".", "‧");
        put(signs, ",", "¸");
        put(signs, "^", "ˆ‸");
        put(signs, "~", "˜");
        put(signs, "_", "‗");
    }

    private static void mathematics(Map<Integer, String> signs) {
        put(signs, "x", "×✕✖⨯");
        put(signs, "/", "÷⁄∕➗");
        put(signs, "+", "➕");
        put(signs, "-", "➖");
        put(signs, "+/-", "±");
        put(signs, "-/+", "∓");
        put(signs, "<=", "≤≦⩽");
        put(signs, ">=", "≥≧⩾");
        put(signs, "<>", "≠");
        put(signs, "<<", "≪");
        put(signs, ">>", "≫");
        put(signs, "~", "≈≃≅∼");
        put(signs, ":", "∶");
        put(signs, "u", "µ");
        put(signs, "Δ", "∆");
        put(signs, "Σ", "∑");
        put(signs, "Π", "∏");
        put(signs, "Ø", "∅⌀");
        put(signs, "C", "℃");
        put(signs, "F", "℉");
        put(signs, " per mille", "‰");
    }

    private static void money(Map<Integer, String> signs) {
        put(signs, "c", "¢");
        put(signs, "£", "₤");
        put(signs, "Fr", "₣");
        String[] codes = {
            "BTC", "₿", "INR", "₹", "RUB", "₽", "TRY", "₺", "KRW", "₩", "ILS", "₪", "VND", "₫", "PHP", "₱", "UAH", "₴",
                    "NGN",
            "₦", "CRC", "₡", "PYG", "₲", "GHS", "₵", "KZT", "₸", "GEL", "₾", "AZN", "₼", "MNT", "₮", "LAK", "₭", "THB",
                    "฿"
        };
        for (int i = 0; i < codes.length; i += 2) {
            put(signs, codes[i], codes[i + 1]);
        }
    }

    private static void put(Map<Integer, String> signs, String written, String characters) {
        characters.codePoints().forEach(c -> signs.put(c, written));
    }
}
