package io.staffetta.bench.growth;

import java.util.List;

/** Something of which there can be more and more, measured step by step; each step on gateways of its own. */
interface Growth {

    /** What grows, for a heading. */
    String title();

    /** The steps in their order. */
    List<Scale.Step> measure(Scale scale) throws Exception;
}
