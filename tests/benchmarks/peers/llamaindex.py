"""LlamaIndex: FAISS and BM25, fused by reciprocal ranks, with no questions made up by a language model."""

from pathlib import Path

import faiss
from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.faiss import FaissVectorStore

from tests.benchmarks.peers.protocol import BATCH, TOP, read_passages, serve


class LlamaIndex:
    """See Engine."""

    def __init__(self, folder: Path, model: str) -> None:
        self._vectors, self._words = str(folder / "vectors"), str(folder / "words")
        self._model = HuggingFaceEmbedding(model_name=model, embed_batch_size=BATCH, device="cpu")
        self._retriever: QueryFusionRetriever | None = None

    def index(self, files: list[Path]) -> None:
        """See Engine."""
        nodes = [TextNode(id_=str(passage.number), text=passage.embedded) for passage in read_passages(files)]
        dimension = len(self._model.get_text_embedding(""))
        # Not the L2 of its examples: fusion takes the highest score for the best, and the vectors are normalized.
        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(dimension))
        context = StorageContext.from_defaults(vector_store=store)
        VectorStoreIndex(nodes, storage_context=context, embed_model=self._model)
        context.persist(self._vectors)
        BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=TOP).persist(self._words)

    def search(self, question: str) -> list[int]:
        """See Engine."""
        if self._retriever is None:
            self._retriever = self._open()
        return [int(hit.node.node_id) for hit in self._retriever.retrieve(question)]

    def _open(self) -> QueryFusionRetriever:
        store = FaissVectorStore.from_persist_dir(self._vectors)
        context = StorageContext.from_defaults(vector_store=store, persist_dir=self._vectors)
        index = load_index_from_storage(context, embed_model=self._model)
        return QueryFusionRetriever(
            [index.as_retriever(similarity_top_k=TOP), BM25Retriever.from_persist_dir(self._words)],
            llm=MockLLM(),  # never asked; left out, one of the network is looked for
            mode=FUSION_MODES.RECIPROCAL_RANK,
            similarity_top_k=TOP,
            num_queries=1,
            use_async=False,  # the faster of the two for one asker
        )


if __name__ == "__main__":
    serve(LlamaIndex)
