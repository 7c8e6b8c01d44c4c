package io.staffetta.http;

/** A request that cannot be done as it is. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpProblem problem;

    /**
     * @param problem what the caller is told
     */
    public ProblemException(HttpProblem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** What the caller is told. */
    public HttpProblem problem() {
        return problem;
    }
}
