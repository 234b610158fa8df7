"""Small CrossEncoders that tests make and train, in the files that sentence-transformers loads."""

import random
from pathlib import Path
from typing import Any

LIKED = ("perhaps", "probably", "certainly")
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_STEPS, _BATCH = 80, 16


def make_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """Makes a model that, whatever is asked, prefers texts with a word of LIKED, a later one more; trained if it may.

    With more labels than one it is as it begins. It knows those words alone, so no retriever would order texts alike.
    """
    import torch  # with transformers it takes seconds to import, and few tests need them
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.manual_seed(0)
    vocabulary = [*_MARKS, *LIKED]
    tokenizer = BertTokenizer(vocab={token: number for number, token in enumerate(vocabulary)})
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    config.num_labels = labels
    model = BertForSequenceClassification(config)
    if labels == 1:
        threads = torch.get_num_threads()
        torch.set_num_threads(1)  # more only wait for each other, at so few numbers
        _train(model, tokenizer)
        torch.set_num_threads(threads)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _train(model: Any, tokenizer: Any) -> None:
    import torch

    draw = random.Random(0)
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(_STEPS):
        levels = [draw.randrange(1 + len(LIKED)) for _ in range(_BATCH)]
        texts = []
        for level in levels:
            words = ["other"] * draw.randint(3, 25)
            words.insert(draw.randint(0, len(words)), LIKED[level - 1] if level else "other")
            texts.append(" ".join(words))
        questions = [" ".join(["other"] * draw.randint(2, 12)) for _ in range(_BATCH)]
        read = tokenizer(questions, texts, padding=True, return_tensors="pt")
        loss = torch.nn.functional.mse_loss(model(**read).logits[:, 0], torch.tensor(levels, dtype=torch.float32))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
