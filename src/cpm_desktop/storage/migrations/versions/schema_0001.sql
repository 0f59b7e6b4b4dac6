CREATE TABLE aggregate (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    child_id TEXT,
    revision TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE TABLE blob (
    hash TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (hash)
) STRICT;

CREATE TABLE form_text (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    hash TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id, version)
) STRICT;

CREATE TABLE journal (
    sequence INTEGER NOT NULL,
    aggregate_id TEXT NOT NULL,
    aggregate_name TEXT NOT NULL,
    revision TEXT NOT NULL,
    at TEXT NOT NULL,
    writer TEXT NOT NULL,
    entry_kind TEXT NOT NULL,
    command_kind TEXT NOT NULL,
    command_version INTEGER NOT NULL,
    label TEXT NOT NULL,
    "of" INTEGER,
    is_barrier INTEGER NOT NULL CHECK (is_barrier IN (0, 1)),
    payload_hash BLOB NOT NULL,
    chain_hash BLOB NOT NULL,
    PRIMARY KEY (sequence)
) STRICT;

CREATE TABLE open_item (
    child_id TEXT NOT NULL,
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    due TEXT,
    due_words TEXT NOT NULL,
    made_on TEXT,
    carried INTEGER NOT NULL,
    status TEXT,
    status_on TEXT,
    escalated_to TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    is_draft INTEGER NOT NULL CHECK (is_draft IN (0, 1)),
    born_id TEXT NOT NULL,
    born_form_id TEXT NOT NULL,
    born_title TEXT NOT NULL,
    born_date TEXT,
    born_stage TEXT,
    audience TEXT NOT NULL,
    PRIMARY KEY (child_id, id)
) STRICT;

CREATE TABLE secret (
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (name)
) STRICT;

CREATE TABLE store_fact (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) STRICT;

CREATE TABLE action (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    born_in TEXT NOT NULL,
    child_id TEXT NOT NULL,
    at TEXT,
    audience TEXT NOT NULL,
    for_child TEXT NOT NULL,
    text TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    due TEXT,
    due_words TEXT NOT NULL,
    purpose TEXT NOT NULL,
    measure TEXT NOT NULL,
    made_on TEXT,
    carried_before INTEGER NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE agenda_entry (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    prompts TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE agenda_progress (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    prepared_note TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    prepared_on TEXT,
    no_disagreement_at TEXT,
    no_unmet_need_at TEXT,
    nothing_to_capture_at TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE answer (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    question TEXT NOT NULL,
    subject TEXT NOT NULL,
    value TEXT NOT NULL,
    note TEXT NOT NULL,
    at TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE attendance_event (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    who TEXT NOT NULL,
    presence TEXT NOT NULL,
    at TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE attendee (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    role_id TEXT NOT NULL,
    agency TEXT NOT NULL,
    initials TEXT NOT NULL,
    parental_responsibility TEXT NOT NULL,
    email TEXT NOT NULL,
    telephone TEXT NOT NULL,
    address TEXT NOT NULL,
    copy_kind TEXT NOT NULL,
    copy_decided_by TEXT NOT NULL,
    copy_reason TEXT NOT NULL,
    contact_restriction TEXT NOT NULL,
    is_child INTEGER NOT NULL CHECK (is_child IN (0, 1)),
    is_party INTEGER NOT NULL CHECK (is_party IN (0, 1)),
    has_left INTEGER NOT NULL CHECK (has_left IN (0, 1)),
    copy_decided_on TEXT,
    is_care_team_member INTEGER NOT NULL CHECK (is_care_team_member IN (0, 1)),
    care_team_role TEXT NOT NULL,
    is_invited INTEGER NOT NULL CHECK (is_invited IN (0, 1)),
    reply TEXT NOT NULL,
    access_needs TEXT NOT NULL,
    participation TEXT NOT NULL,
    participation_note TEXT NOT NULL,
    is_participation_note_shared INTEGER NOT NULL CHECK (is_participation_note_shared IN (0, 1)),
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE carried_item (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    owner TEXT NOT NULL,
    due TEXT,
    made_on TEXT,
    carried INTEGER NOT NULL,
    source TEXT NOT NULL,
    source_on TEXT,
    audience TEXT NOT NULL,
    child_id TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE case_transfer (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    from_worker TEXT NOT NULL,
    to_worker TEXT NOT NULL,
    "on" TEXT,
    note TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE child (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    known_as TEXT NOT NULL,
    pronouns TEXT NOT NULL,
    date_of_birth TEXT,
    expected_birth TEXT,
    case_number TEXT NOT NULL,
    legal_status TEXT NOT NULL,
    looked_after_since TEXT,
    protection_plan_since TEXT,
    is_matched_long_term INTEGER NOT NULL CHECK (is_matched_long_term IN (0, 1)),
    placement TEXT NOT NULL,
    placement_since TEXT,
    placement_address TEXT NOT NULL,
    languages TEXT NOT NULL,
    social_worker TEXT NOT NULL,
    is_accommodated INTEGER NOT NULL CHECK (is_accommodated IN (0, 1)),
    is_in_need INTEGER NOT NULL CHECK (is_in_need IN (0, 1)),
    assessment_started_on TEXT,
    assessment_due_on TEXT,
    assessment_finished_on TEXT,
    significant_change_on TEXT,
    filing_on TEXT,
    court_on TEXT,
    placement_order_on TEXT,
    adopted_on TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE child_summary (
    child_id TEXT NOT NULL,
    name TEXT NOT NULL,
    called TEXT NOT NULL,
    case_number TEXT NOT NULL,
    legal_status TEXT NOT NULL,
    date_of_birth TEXT,
    expected_birth TEXT,
    looked_after_since TEXT,
    protection_plan_since TEXT,
    is_matched_long_term INTEGER NOT NULL CHECK (is_matched_long_term IN (0, 1)),
    social_worker TEXT NOT NULL,
    last_review TEXT,
    next_review TEXT,
    reviews_held INTEGER NOT NULL,
    held TEXT NOT NULL,
    last_held TEXT NOT NULL,
    waivers TEXT NOT NULL,
    open_actions INTEGER NOT NULL,
    open_needs INTEGER NOT NULL,
    open_proposals INTEGER NOT NULL,
    drifting INTEGER NOT NULL,
    most_carried INTEGER NOT NULL,
    most_carried_items INTEGER NOT NULL,
    earliest_due TEXT,
    is_accommodated INTEGER NOT NULL CHECK (is_accommodated IN (0, 1)),
    is_in_need INTEGER NOT NULL CHECK (is_in_need IN (0, 1)),
    placement TEXT NOT NULL,
    assessment_started_on TEXT,
    assessment_due_on TEXT,
    assessment_finished_on TEXT,
    significant_change_on TEXT,
    filing_on TEXT,
    court_on TEXT,
    placement_order_on TEXT,
    adopted_on TEXT,
    care_team INTEGER NOT NULL,
    PRIMARY KEY (child_id),
    FOREIGN KEY(child_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE childs_line (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE cleared_record (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    case_number TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    file_hashes TEXT NOT NULL,
    copies_sent INTEGER NOT NULL,
    last_sent_on TEXT,
    grounds TEXT NOT NULL,
    journal_head TEXT NOT NULL,
    cleared_at TEXT,
    cleared_by TEXT NOT NULL,
    rest_cleared_at TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE copy_plan (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    copy_kind TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    sent_on TEXT,
    channel TEXT NOT NULL,
    includes_advice INTEGER CHECK (includes_advice IN (0, 1)),
    sent_number INTEGER NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE correction_request (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    "by" TEXT NOT NULL,
    asked_on TEXT,
    reply TEXT NOT NULL,
    words TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    answered_on TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE decision (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    born_in TEXT NOT NULL,
    child_id TEXT NOT NULL,
    at TEXT,
    audience TEXT NOT NULL,
    for_child TEXT NOT NULL,
    decision_kind TEXT NOT NULL,
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    is_within_authority INTEGER CHECK (is_within_authority IN (0, 1)),
    authoriser TEXT NOT NULL,
    authorise_by TEXT,
    is_proposal_to_review INTEGER NOT NULL CHECK (is_proposal_to_review IN (0, 1)),
    matter TEXT NOT NULL,
    is_plan_change INTEGER NOT NULL CHECK (is_plan_change IN (0, 1)),
    agreed_by TEXT NOT NULL,
    agreed_on TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE disagreement (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    born_in TEXT NOT NULL,
    child_id TEXT NOT NULL,
    at TEXT,
    audience TEXT NOT NULL,
    for_child TEXT NOT NULL,
    about TEXT NOT NULL,
    is_resolved INTEGER CHECK (is_resolved IN (0, 1)),
    goes_on TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE disagreement_position (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    disagreement TEXT NOT NULL,
    who TEXT NOT NULL,
    says TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE disclosure (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    born_in TEXT NOT NULL,
    child_id TEXT NOT NULL,
    at TEXT,
    audience TEXT NOT NULL,
    for_child TEXT NOT NULL,
    said_by TEXT NOT NULL,
    words TEXT NOT NULL,
    told TEXT NOT NULL,
    told_at TEXT,
    next_step TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE earlier_meeting (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    form_id TEXT NOT NULL,
    date TEXT,
    title TEXT NOT NULL,
    was_held INTEGER NOT NULL CHECK (was_held IN (0, 1)),
    minutes_sent_on TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE endorsement (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    document TEXT NOT NULL,
    what TEXT NOT NULL,
    "by" TEXT NOT NULL,
    role TEXT NOT NULL,
    at TEXT,
    file_hash TEXT NOT NULL,
    size INTEGER NOT NULL,
    certificate TEXT NOT NULL,
    is_made_here INTEGER NOT NULL CHECK (is_made_here IN (0, 1)),
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE filing (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    loaded_on TEXT,
    loaded_by TEXT NOT NULL,
    noted_on TEXT,
    noted_by TEXT NOT NULL,
    officer_told_on TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE follow_up (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    follow_up TEXT NOT NULL,
    part_of TEXT NOT NULL,
    text TEXT NOT NULL,
    about TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    due TEXT,
    rule TEXT NOT NULL,
    message TEXT NOT NULL,
    is_authorisation INTEGER NOT NULL CHECK (is_authorisation IN (0, 1)),
    made_on TEXT,
    done_on TEXT,
    done_by TEXT NOT NULL,
    closed_because TEXT NOT NULL,
    closed_on TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE given_reason (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    is_on_other_copies INTEGER NOT NULL CHECK (is_on_other_copies IN (0, 1)),
    at TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE item_visit (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    opened_at TEXT,
    left_at TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE legal_hold (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    meeting_id TEXT NOT NULL,
    why TEXT NOT NULL,
    placed_by TEXT NOT NULL,
    placed_on TEXT,
    lifted_by TEXT NOT NULL,
    lifted_on TEXT,
    lifted_because TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE manager_comment (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    "by" TEXT NOT NULL,
    role TEXT NOT NULL,
    "on" TEXT,
    is_management_only INTEGER NOT NULL CHECK (is_management_only IN (0, 1)),
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE meeting_facts (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    child_id TEXT NOT NULL,
    form_id TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    form_hash TEXT NOT NULL,
    title TEXT NOT NULL,
    stage TEXT NOT NULL,
    date TEXT,
    starts_at TEXT,
    venue TEXT NOT NULL,
    venue_is_childs_choice INTEGER NOT NULL CHECK (venue_is_childs_choice IN (0, 1)),
    chair TEXT NOT NULL,
    recorder TEXT NOT NULL,
    is_complex INTEGER NOT NULL CHECK (is_complex IN (0, 1)),
    manager_discussion TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    current_item TEXT NOT NULL,
    last_review TEXT,
    next_review TEXT,
    required_in_period INTEGER,
    held_in_period INTEGER,
    officer_needed INTEGER CHECK (officer_needed IN (0, 1)),
    marking TEXT NOT NULL,
    authority TEXT NOT NULL,
    service TEXT NOT NULL,
    challenge_text TEXT NOT NULL,
    validity TEXT NOT NULL,
    validity_reason TEXT NOT NULL,
    is_first INTEGER NOT NULL CHECK (is_first IN (0, 1)),
    is_waiver INTEGER NOT NULL CHECK (is_waiver IN (0, 1)),
    reconvenes TEXT NOT NULL,
    reconvened_because TEXT NOT NULL,
    is_extra INTEGER NOT NULL CHECK (is_extra IN (0, 1)),
    extra_because TEXT NOT NULL,
    page_mark TEXT NOT NULL,
    siblings TEXT NOT NULL,
    split_from TEXT NOT NULL,
    convenor TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE meeting_line (
    id TEXT NOT NULL,
    child_id TEXT NOT NULL,
    form_id TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    form_hash TEXT NOT NULL,
    title TEXT NOT NULL,
    stage TEXT NOT NULL,
    date TEXT,
    starts_at TEXT,
    venue TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    signed_at TEXT,
    signer TEXT NOT NULL,
    copies INTEGER NOT NULL,
    copies_sent INTEGER NOT NULL,
    copies_undecided INTEGER NOT NULL,
    last_sent_on TEXT,
    loaded_on TEXT,
    noted_on TEXT,
    officer_needed INTEGER CHECK (officer_needed IN (0, 1)),
    officer_told_on TEXT,
    validity TEXT NOT NULL,
    is_waiver INTEGER NOT NULL CHECK (is_waiver IN (0, 1)),
    grounds TEXT NOT NULL,
    is_extra INTEGER NOT NULL CHECK (is_extra IN (0, 1)),
    reconvenes TEXT NOT NULL,
    follow_ups_open INTEGER NOT NULL,
    siblings TEXT NOT NULL,
    cleared_at TEXT,
    is_pending INTEGER NOT NULL CHECK (is_pending IN (0, 1)),
    PRIMARY KEY (id),
    FOREIGN KEY(id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE next_meeting (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    date TEXT,
    starts_at TEXT,
    venue TEXT NOT NULL,
    none_because TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE note (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    born_in TEXT NOT NULL,
    child_id TEXT NOT NULL,
    at TEXT,
    audience TEXT NOT NULL,
    for_child TEXT NOT NULL,
    speaker TEXT NOT NULL,
    text TEXT NOT NULL,
    is_prepared INTEGER NOT NULL CHECK (is_prepared IN (0, 1)),
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE open_follow_up (
    meeting_id TEXT NOT NULL,
    id TEXT NOT NULL,
    child_id TEXT NOT NULL,
    form_id TEXT NOT NULL,
    held_on TEXT,
    text TEXT NOT NULL,
    owner TEXT NOT NULL,
    due TEXT,
    rule TEXT NOT NULL,
    PRIMARY KEY (meeting_id, id),
    FOREIGN KEY(meeting_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE outcome (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    of_item TEXT NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL,
    new_due TEXT,
    escalated_to TEXT NOT NULL,
    at TEXT,
    made_on TEXT,
    new_owner TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE own_word (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE paper (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    due TEXT,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    size INTEGER NOT NULL,
    child_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE payload (
    sequence INTEGER NOT NULL,
    salt BLOB NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (sequence),
    FOREIGN KEY(sequence) REFERENCES journal (sequence)
) STRICT;

CREATE TABLE permission (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    granted_by_role TEXT NOT NULL,
    granted_on TEXT,
    why TEXT NOT NULL,
    sections TEXT NOT NULL,
    includes_advice INTEGER NOT NULL CHECK (includes_advice IN (0, 1)),
    adviser_consulted INTEGER CHECK (adviser_consulted IN (0, 1)),
    withdrawn_on TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE person (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    role_id TEXT NOT NULL,
    agency TEXT NOT NULL,
    initials TEXT NOT NULL,
    parental_responsibility TEXT NOT NULL,
    email TEXT NOT NULL,
    telephone TEXT NOT NULL,
    address TEXT NOT NULL,
    copy_kind TEXT NOT NULL,
    copy_decided_by TEXT NOT NULL,
    copy_reason TEXT NOT NULL,
    contact_restriction TEXT NOT NULL,
    is_child INTEGER NOT NULL CHECK (is_child IN (0, 1)),
    is_party INTEGER NOT NULL CHECK (is_party IN (0, 1)),
    has_left INTEGER NOT NULL CHECK (has_left IN (0, 1)),
    copy_decided_on TEXT,
    is_care_team_member INTEGER NOT NULL CHECK (is_care_team_member IN (0, 1)),
    care_team_role TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE phrase (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE printed_copy (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    what TEXT NOT NULL,
    recipient TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    pages INTEGER NOT NULL,
    at TEXT,
    "by" TEXT NOT NULL,
    is_whole INTEGER NOT NULL CHECK (is_whole IN (0, 1)),
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE read_back_mark (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    result TEXT NOT NULL,
    who TEXT NOT NULL,
    words TEXT NOT NULL,
    at TEXT,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE reading_limit (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    of_kind TEXT NOT NULL,
    "of" TEXT NOT NULL,
    "limit" TEXT NOT NULL,
    not_for TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE record (
    meeting_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (meeting_id),
    FOREIGN KEY(meeting_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE release (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    of_item TEXT NOT NULL,
    words TEXT NOT NULL,
    released_by TEXT NOT NULL,
    released_on TEXT,
    permission TEXT NOT NULL,
    is_with_date INTEGER NOT NULL CHECK (is_with_date IN (0, 1)),
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE review (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    date TEXT,
    is_planned INTEGER NOT NULL CHECK (is_planned IN (0, 1)),
    is_brought_forward INTEGER NOT NULL CHECK (is_brought_forward IN (0, 1)),
    agreed_meetings INTEGER,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE setting (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE signed_document (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    reader TEXT NOT NULL,
    recipient TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    size INTEGER NOT NULL,
    is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
    scope TEXT NOT NULL,
    of_meeting TEXT NOT NULL,
    number INTEGER NOT NULL,
    drawn_from TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE signing (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    step TEXT NOT NULL,
    signer TEXT NOT NULL,
    signer_role TEXT NOT NULL,
    signed_at TEXT,
    typed_name TEXT NOT NULL,
    strokes TEXT NOT NULL,
    aspect_per_mille INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE unmet_need (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    born_in TEXT NOT NULL,
    child_id TEXT NOT NULL,
    at TEXT,
    audience TEXT NOT NULL,
    for_child TEXT NOT NULL,
    need TEXT NOT NULL,
    why TEXT NOT NULL,
    asked TEXT NOT NULL,
    meanwhile TEXT NOT NULL,
    category TEXT NOT NULL,
    made_on TEXT,
    carried_before INTEGER NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE "view" (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    born_in TEXT NOT NULL,
    child_id TEXT NOT NULL,
    at TEXT,
    audience TEXT NOT NULL,
    for_child TEXT NOT NULL,
    "of" TEXT NOT NULL,
    words TEXT NOT NULL,
    heard_by TEXT NOT NULL,
    heard_on TEXT,
    how TEXT NOT NULL,
    sharing TEXT NOT NULL,
    sharing_reason TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE TABLE worker (
    aggregate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    email TEXT NOT NULL,
    telephone TEXT NOT NULL,
    PRIMARY KEY (aggregate_id, id),
    FOREIGN KEY(aggregate_id) REFERENCES aggregate (id)
) STRICT;

CREATE INDEX action_by_id ON action (id);

CREATE INDEX aggregate_by_child ON aggregate (child_id);

CREATE INDEX decision_by_id ON decision (id);

CREATE INDEX earlier_meeting_by_date ON earlier_meeting (date);

CREATE INDEX journal_by_aggregate ON journal (aggregate_id, sequence);

CREATE INDEX meeting_line_by_child ON meeting_line (child_id, date);

CREATE INDEX meeting_line_by_date ON meeting_line (date);

CREATE INDEX meeting_line_live ON meeting_line (id) WHERE stage = 'live';

CREATE INDEX meeting_line_pending ON meeting_line (child_id) WHERE is_pending = 1;

CREATE INDEX open_item_by_due ON open_item (due) WHERE is_open = 1;

CREATE INDEX open_item_needs ON open_item (child_id) WHERE is_open = 1 AND what = 'unmet need';

CREATE INDEX outcome_by_item ON outcome (of_item);

CREATE INDEX person_by_name ON person (name);

CREATE INDEX unmet_need_by_id ON unmet_need (id);

CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal refuses update'); END;

CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal refuses delete'); END;

CREATE TRIGGER payload_refuses_update BEFORE UPDATE ON payload BEGIN SELECT RAISE(ABORT, 'payload refuses update'); END;

CREATE TRIGGER form_text_refuses_update BEFORE UPDATE ON form_text BEGIN SELECT RAISE(ABORT, 'form_text refuses update'); END;

CREATE TRIGGER form_text_refuses_delete BEFORE DELETE ON form_text BEGIN SELECT RAISE(ABORT, 'form_text refuses delete'); END;

CREATE TRIGGER blob_refuses_update BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'blob refuses update'); END;
