"""The encoder that ships, as torch has it, to train a reader on."""

from pathlib import Path

from transformers import BertModel


def load_bert(folder: Path) -> BertModel:
    """The encoder of a folder; its hidden states are those of the encoder that embeds."""
    return BertModel.from_pretrained(
        folder,
        attn_implementation="eager",  # trains half as fast again in bf16 on a CPU as its flash attention
        add_pooling_layer=False,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
