"""Which area of a scorecard a violation category belongs to."""

AREA_CATEGORIES: dict[str, tuple[str, ...]] = {
    "voicemail": (
        "vm_debt_or_payment_talk",
        "vm_invoice_reference",
        "vm_extra_content",
        "vm_missing_element",
    ),
    "identity": (
        "mini_miranda_missing",
        "identity_not_disclosed",
        "identity_not_verified",
        "recording_not_disclosed",
    ),
    "threats": (
        "threat_violence",
        "threat_arrest_criminal",
        "threat_lawsuit",
        "threat_garnish_seize",
        "threat_credit",
        "threat_referral",
        "threat_tell_others",
        "threat_vague",
    ),
    "false_statements": (
        "false_government",
        "false_attorney",
        "false_crime",
        "false_amount_status",
        "false_legal_process",
        "false_urgency",
        "false_rights",
        "false_other",
    ),
    "harassment": ("profanity_slur", "insult_shame", "harass_repeat_calls", "unprofessional"),
    "third_parties": ("third_party_disclosure", "location_call_violation"),
    "time_place_frequency": (
        "call_hours",
        "call_day",
        "inconvenient_time_place",
        "work_call",
        "frequency_attempts",
        "frequency_after_conversation",
    ),
    "cease_attorney_dispute": (
        "cease_ignored",
        "attorney_ignored",
        "dispute_mishandled",
        "validation_overshadowed",
    ),
    "payments": (
        "fee_unauthorized",
        "postdated_misuse",
        "payment_unauthorized",
        "payment_pressure",
        "card_data_exposed",
        "time_barred",
    ),
    "privacy": ("pii_exposed",),
    "conduct": (
        "no_empathy",
        "interruption",
        "open_ended_ask",
        "weak_recap",
        "pace_number",
        "talk_ratio",
        "tone",
    ),
    "records": ("followup_timing", "notes_missing", "element_missing"),
}
"""Area to categories of the closed label list, in the order a scorecard lists the areas."""

OTHER_AREA = "other"
"""Where a category of a user's own pack stands that the closed list does not have."""

_AREA_OF = {
    category: area for area, categories in AREA_CATEGORIES.items() for category in categories
}


def area_of(category: str) -> str:
    """Return the area of a category, `other` for one outside the closed list."""
    return _AREA_OF.get(category, OTHER_AREA)


def area_order(area: str) -> int:
    """Return where an area stands on the scorecard; `other` comes last."""
    areas = list(AREA_CATEGORIES)
    return areas.index(area) if area in AREA_CATEGORIES else len(areas)
