package io.staffetta;

/** Entry point of the command line. */
public final class Staffetta {

    private Staffetta() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.out.println("Staffetta");
    }
}
